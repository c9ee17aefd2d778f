import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const execute = promisify(execFile);
const repository = join(import.meta.dirname, "../..");

/** The day for which the example is judged, so that it is not refused once its models have retired. */
const TODAY = "2026-11-23";
const CLOCK = `data:text/javascript,${encodeURIComponent(`
  globalThis.Date = class extends Date {
    constructor(...given) { super(...(given.length === 0 ? ["${TODAY}"] : given)); }
  };`)}`;

const HASH = /\bazure_([a-z]+)_[0-9A-F]{8}\b/g;

/** What the library notes in a stack for itself. */
interface Stack {
  resource: Record<string, Record<string, object>>;
}

// azurerm cannot be had without a registry, so that the stack is looked at instead of applied. A program for CDK Terrain
// differs in the names of its imports only.
describe.each(["cdktf", "cdktn"])("examples/cdktf-azure, with %s", (library) => {
  let folder: string;
  let stack: Stack;
  let annotations: { message: string; level: string }[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sigma-constructs-azure-"));
    await mkdir(join(folder, "node_modules"));
    await symlink(repository, join(folder, "node_modules/sigma-external-ai"), "junction");
    const installed = join(repository, "node_modules", library);
    await symlink(installed, join(folder, "node_modules", library), "junction");
    const text = await readFile(join(repository, "examples/cdktf-azure/main.ts"), "utf8");
    await writeFile(join(folder, "main.ts"), text.replaceAll("cdktf", library));
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    const env = { ...process.env, CDKTF_OUTDIR: join(folder, "out") };
    await execute(process.execPath, ["--import", CLOCK, "main.ts"], { cwd: folder, env });
    const synthesized = await readFile(join(folder, "out/stacks/ai/cdk.tf.json"), "utf8");
    stack = JSON.parse(synthesized.replaceAll(HASH, "$1"));
    const manifest = JSON.parse(await readFile(join(folder, "out/manifest.json"), "utf8"));
    ({ annotations } = manifest.stacks.ai);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("asks for all three providers, and configures azurerm", () => {
    expect(stack).toMatchObject({
      terraform: {
        required_providers: {
          azurerm: { source: "hashicorp/azurerm" },
          random: { source: "hashicorp/random" },
          sigma: { source: "sigma-iac/sigma" },
        },
      },
      provider: { azurerm: [{ features: [{}] }], sigma: [{}] },
    });
  });

  it("makes account, deployments and integration one after the other", () => {
    expect(stack.resource).toMatchObject({
      random_string: { suffix: { length: 6 } },
      azurerm_cognitive_account: {
        account: {
          name: "sigma-ai-${random_string.suffix.result}",
          network_acls: { default_action: "Deny", ip_rules: ["203.0.113.10", "203.0.113.11"] },
        },
      },
      azurerm_cognitive_deployment: {
        language: { depends_on: ["azurerm_cognitive_account.account"] },
        embedding: { depends_on: ["azurerm_cognitive_deployment.language"] },
      },
      sigma_external_ai_integration: {
        ai: {
          azure_openai: {
            api_key_wo: "${azurerm_cognitive_account.account.primary_access_key}",
            language_model: { deployment_id: "${azurerm_cognitive_deployment.language.name}" },
            embedding_model: { deployment_id: "${azurerm_cognitive_deployment.embedding.name}" },
            validation_wait: "10m",
          },
          depends_on: ["azurerm_cognitive_deployment.embedding"],
        },
      },
    });
  });

  it("warns of addresses that stand for others, and of a model that retires", () => {
    const texts = annotations.map(({ level, message }) => `${level} ${message}`);
    expect(texts).toEqual([
      expect.stringMatching(/\/warn sigmaAddresses: 203\.0\.113\.10 is for examples/),
      expect.stringMatching(/\/warn sigmaAddresses: 203\.0\.113\.11 is for examples/),
      expect.stringMatching(/\/warn languageModel\.version: gpt-4\.1, .* retires/),
    ]);
  });
});
