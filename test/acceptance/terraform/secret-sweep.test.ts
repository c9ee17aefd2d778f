import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { digest } from "../../../simulator/index.ts";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import { filesBelow, sweep, type Searched } from "../../support/sweep.ts";
import { unzip } from "../../support/unzip.ts";
import { SIGMA_PROVIDER } from "../../support/terraform-mirror.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { ai, azure, KEY_VARIABLE, openai } from "./support/configs.ts";
import { startInProcess, startInstalled, type StackOptions } from "./support/stacks.ts";
import { startVault, VAULT } from "./support/vault.ts";

// Characters that URLs, JSON and base64 write in another way.
const KEYS = ['sk-SENTINEL/one+"\\%&=1111', 'sk-SENTINEL/two+"\\%&=2222'];
const REFUSED = 'sk-SENTINEL/bad+"\\%&=4444';
const CLIENT_SECRET = 'SENTINEL/client+"\\%&=3333';
const SECRETS = [...KEYS, REFUSED, CLIENT_SECRET];
const [FIRST = "", SECOND = ""] = KEYS;

const PROVIDER = `provider "sigma" {
  client_secret = var.client_secret
}
${KEY_VARIABLE.replace('"key"', '"client_secret"')}`;
const KEY_AT_EACH_MODEL = azure({ key: "null" }).replaceAll(
  "deployment_id",
  "api_key_wo = var.key\n deployment_id",
);
const seed: NonNullable<StackOptions["seed"]> = {
  credentials: [{ clientId: "acme-admin", clientSecret: CLIENT_SECRET, userId: "user-ada" }],
  vendors: { openai: { keys: KEYS.map((key) => ({ key })) } },
};

await describeWithTerraform("no secret is left anywhere", (engine) => {
  it.each([
    ["an ephemeral variable", ai(openai("var.key"))],
    ["ephemeral variables, Sigma's secret too", PROVIDER + ai(openai("var.key"))],
    ["an ephemeral variable, with a version", ai(openai("var.key", "api_key_wo_version = 1"))],
  ])("where the key comes from %s", async (_, config) => {
    const versioned = config.includes("version");
    const env = config.includes("client_secret")
      ? { TF_VAR_client_secret: CLIENT_SECRET, SIGMA_CLIENT_SECRET: "" }
      : { SIGMA_CLIENT_SECRET: CLIENT_SECRET };
    await using stack = await startInstalled(engine, { config: KEY_VARIABLE + config, seed, env });
    const run = async (key: string, ...args: string[]): Promise<EngineRun> =>
      stack.project.run(args, { env: { TF_VAR_key: key, TF_LOG: "TRACE" } });
    const rotate = async (): Promise<void> => {
      if (versioned) {
        await stack.configure(KEY_VARIABLE + config.replace("version = 1", "version = 2"));
      }
    };
    const runs = [
      await run(FIRST, "plan", "-out=saved"),
      await run(FIRST, "apply", "saved"),
      await run(FIRST, "show", "-json", "saved"),
      await rotate().then(() => run(REFUSED, "apply", "-auto-approve")),
      await run(SECOND, "apply", "-auto-approve"),
      await run(SECOND, "plan", "-detailed-exitcode", "-json"),
      await run(SECOND, "destroy", "-auto-approve"),
    ];
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 1, 0, 0, 0]);
    await expectNoSecret(stack, runs);
  });

  it("where the key comes from an ephemeral resource, and differs at every run", async () => {
    let issued = 0;
    await using vault = await startVault(() => KEYS[issued++ % 2] ?? "");
    const config = (version: number): string =>
      `ephemeral "vault_key" "ai" {}\n${ai(openai("ephemeral.vault_key.ai.value", `api_key_wo_version = ${version}`))}`;
    await using stack = await startInstalled(engine, {
      config: "",
      seed,
      env: { SIGMA_CLIENT_SECRET: CLIENT_SECRET, TF_REATTACH_PROVIDERS: vault.reattach },
    });
    await stack.project.write({
      "providers.tf": required({ sigma: SIGMA_PROVIDER, vault: VAULT }),
      "main.tf": config(1),
    });
    const trace = { TF_LOG: "TRACE" };
    const runs = [
      await stack.apply(trace),
      await stack.plan(trace),
      await stack.plan(trace, "-out=saved"),
    ];
    // The key is another one each time, and only the version counts.
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    await stack.configure(config(2));
    const raised = await stack.apply(trace);
    expect(raised).toMatchObject({ code: 0 });
    expect(raised.stdout).toContain("0 added, 1 changed, 0 destroyed");
    expect(await stack.plan()).toMatchObject({ code: 0 });
    await expectNoSecret(stack, [...runs, raised]);
  });

  it("a changed key is seen without a version, at every place where one can stand", async () => {
    for (const config of [azure({ key: "var.key" }), KEY_AT_EACH_MODEL]) {
      await using stack = await startInProcess(engine, {
        config: KEY_VARIABLE + ai(config),
        env: { TF_VAR_key: "sim-contoso-key-1" },
      });
      await stack.apply();
      expect(await stack.plan()).toMatchObject({ code: 0 });
      const rotated = { TF_VAR_key: "sim-contoso-key-2" };
      expect(await stack.plan(rotated)).toMatchObject({ code: 2 });
      expect(await stack.apply(rotated)).toMatchObject({ code: 0 });
      expect(stack.simulator.state("org-acme").integration?.keyDigests).toEqual({
        "languageModel.apiKey": digest("sim-contoso-key-2"),
        "embeddingModel.apiKey": digest("sim-contoso-key-2"),
      });
      expect(await stack.plan(rotated)).toMatchObject({ code: 0 });
    }
  });

  it("a key that is not write-only stands in the state, as the engine itself says", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(`openai = { api_key = "sim-openai-key-1" }`),
    });
    const applied = await stack.apply();
    expect(applied.output).not.toContain("sim-openai-key-1");
    const [resource] = await stack.resources();
    expect(resource?.instances[0]?.attributes).toMatchObject({
      openai: { api_key: "sim-openai-key-1", api_key_wo: null, api_key_wo_version: null },
    });
  });
});

function required(providers: Readonly<Record<string, string>>): string {
  const entries = Object.entries(providers).map(
    ([name, source]) => `${name} = { source = "${source}" }`,
  );
  return `terraform {\n  required_providers {\n${entries.join("\n")}\n  }\n}\n`;
}

/** Searches every file of the project, also what is packed in plan files, and all that the engine wrote. */
async function expectNoSecret(stack: TerraformStack, runs: readonly EngineRun[]): Promise<void> {
  const { folder } = stack.project;
  const files = await filesBelow(folder);
  const written = runs.map(({ output }, index) => ({ place: `output ${index + 1}`, text: output }));
  const searched = [...files, ...files.flatMap(packedIn), ...written];
  expect(sweep(SECRETS, searched)).toEqual([]);
  // What was to be searched has been searched.
  const places = searched.map(({ place }) => place);
  for (const name of ["terraform.tfstate", "terraform.tfstate.backup", "saved", "saved: tfplan"]) {
    expect(places).toContain(join(folder, name));
  }
  expect(written.some(({ text }) => text.includes("[TRACE]"))).toBe(true);
}

/** The files in a plan file, which is a zip file. */
function packedIn({ place, text }: Searched): Searched[] {
  if (!text.startsWith("PK")) return [];
  return unzip(Buffer.from(text, "latin1")).map(({ name, data }) => ({
    place: `${place}: ${name}`,
    text: data().toString("latin1"),
  }));
}
