import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { builtProvider } from "../support/built-provider.ts";
import { describeWithTool } from "../support/engine/requirement.ts";
import { obtainTerraform } from "../support/engine/terraform.ts";
import { differentBlocksOf } from "./support/doc-blocks.ts";
import { startTerraformStack, type TerraformStack } from "./support/terraform-stack.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Everything at hand that a configuration of the docs refers to. */
const KEYS = {
  TF_VAR_azure_key: "sim-contoso-key-1",
  TF_VAR_openai_key: "sim-openai-key-1",
  TF_VAR_sigma_secret: "acme-admin-secret",
};

describe("the installation that the docs name", () => {
  it.each(differentBlocksOf("install command"))("%s: installs", async (_, { text }) => {
    const home = await mkdtemp(join(tmpdir(), "sigma-external-ai-home-"));
    const command = `node ${JSON.stringify(join(root, "dist/provider/cli/main.js"))}`;
    const script = text.replaceAll("npx sigma-external-ai", command);
    const env = { PATH: process.env["PATH"], HOME: home };
    const { stdout } = await execute("bash", ["-euc", script], { env });
    expect(stdout).toContain("Installed the provider sigma-iac/sigma");
    expect(existsSync(join(home, ".terraform.d/plugins/registry.terraform.io"))).toBe(true);
    await rm(home, { recursive: true });
  });
});

await describeWithTool("the docs, on the real Terraform", obtainTerraform, (engine) => {
  const start = (config: string): Promise<TerraformStack> =>
    startTerraformStack(engine, { config, provider: builtProvider(), env: KEYS });

  it.each(differentBlocksOf("terraform configuration"))(
    "%s: the configuration is applied and removed",
    async (_, { text }) => {
      await using stack = await start("");
      await stack.project.write({ "providers.tf": "", "main.tf": at(stack, text) });
      if (text.includes("import {")) await stack.simulator.saveOutside("org-acme", IMPORTED);
      expect(await stack.project.run(["init"])).toMatchObject({ code: 0 });
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(await stack.plan()).toMatchObject({ code: 0 });
      expect(await stack.destroy()).toMatchObject({ code: 0 });
    },
  );

  it.each(differentBlocksOf("terraform fragment"))(
    "%s: the fragment is valid",
    async (_, { text }) => {
      const isExpression = text.startsWith("provider::");
      const needsQuery = text.startsWith("list ");
      const config = isExpression ? `output "value" { value = ${text.split("\n")[0]} }` : text;
      await using stack = await start(needsQuery ? "" : config);
      expect(await stack.project.run(["validate"])).toMatchObject({ code: 0 });
    },
  );

  it.each(differentBlocksOf("shell with terraform"))(
    "%s: works as it stands",
    async (_, { text }) => {
      await using stack = await start(OPENAI);
      stack.project.setEnv({ TF_CLI_ARGS_apply: "-auto-approve" });
      if (!text.includes("terraform apply")) await stack.apply();
      const run = await stack.project.shell(text);
      expect(run).toMatchObject({ code: 0 });
      if (!text.includes("-detailed-exitcode")) return;
      expect(run.output).toContain("in step");
      stack.simulator.removeOutside("org-acme");
      expect((await stack.project.shell(text)).output).toContain("drift: somebody changed");
      stack.simulator.fault({ times: 0, effect: { kind: "status", status: 403 } });
      expect((await stack.project.shell(text)).output).toContain("the check itself failed");
    },
  );

  it("the demo passes, and leaves nothing behind", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-demo-"));
    const env = { ...process.env, TMPDIR: folder };
    const args = ["demo/main.ts", "--engine", "terraform"];
    const { stdout } = await execute(process.execPath, args, { cwd: root, env });
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("demo: 7 of 7 steps as expected");
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

const IMPORTED = { config: { provider: "openAI", apiKey: "sim-openai-key-1" } } as const;

const OPENAI = `
variable "openai_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "sigma_external_ai_integration" "ai" {
  openai = { api_key_wo = var.openai_key }
}
`;

/** A configuration with an address and credentials of its own, turned to the simulator. */
function at({ simulator }: TerraformStack, text: string): string {
  return text.replace('"aws-eu"', `"${simulator.url}"`).replace('"my-client"', '"acme-admin"');
}
