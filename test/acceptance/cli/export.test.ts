import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { hclText, withoutTemplates } from "../../../provider/operations/export/hcl.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import { obtainPulumiYaml } from "../../support/engine/pulumi-yaml.ts";
import { describeWithEngine, describeWithTerraform } from "../../support/engine/requirement.ts";
import { createTerraformProject } from "../../support/terraform-project.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { startYamlStack } from "../plugin/support/yaml-stack.ts";
import { startStack } from "../support/stack.ts";
import type { TerraformStack } from "../support/terraform-stack.ts";
import { OUTSIDE, REQUEST } from "../terraform/support/configs.ts";
import { startInstalled, type StackOptions } from "../terraform/support/stacks.ts";

const repository = join(import.meta.dirname, "../../..");
const main = join(import.meta.dirname, "../../../provider/cli/main.ts");

const CONTOSO = "https://contoso.openai.azure.com";
const FABRIKAM = "https://fabrikam.openai.azure.com";

/** Two endpoints with a key each, and a deployment with a name that languages could take for something else. */
const NAMED = 'gpt "41" ${a} %{b} \\ \'#//é';
const TWO_ENDPOINTS = {
  provider: "azureOpenAI",
  languageModel: { deploymentId: NAMED, endpointUrl: CONTOSO, apiKey: "sim-contoso-key-1" },
  embeddingModel: { deploymentId: "embed", endpointUrl: FABRIKAM, apiKey: "sim-fabrikam-key-1" },
} as const;

const ORGANIZATIONS = ["org-acme", "org-acme-emea", "org-acme-apac"] as const;

/** The keys that are at Sigma, by the names that the exports give them. */
const KEYS = {
  ai_key: "sim-openai-key-1",
  acme_emea_key: "sim-contoso-key-1",
  acme_apac_language_model_key: "sim-contoso-key-1",
  acme_apac_embedding_model_key: "sim-fabrikam-key-1",
};
const TF_KEYS = Object.fromEntries(
  Object.entries(KEYS).map(([name, key]) => [`TF_VAR_${name}`, key]),
);

await describeWithTerraform("what was configured by hand comes under code", (engine) => {
  const start = (options: Partial<StackOptions> = {}) =>
    startInstalled(engine, { config: "", env: TF_KEYS, ...options });

  it("of Terraform's, with imports and no change", async () => {
    await using stack = await start();
    await configureByHand(stack.simulator);
    expect(await exported(stack, "terraform", "code")).toMatchObject({ code: 0, stderr: "" });
    const run = inFolder(stack, "code");
    expect(await run("fmt", "-check", "-diff")).toMatchObject({ code: 0, stdout: "" });
    expect(await run("init")).toMatchObject({ code: 0 });

    const planned = await run("plan", "-out=saved");
    expect(planned.output).toContain("3 to import, 0 to add, 0 to change, 0 to destroy");
    expect(await run("apply", "saved")).toMatchObject({
      code: 0,
      output: expect.stringContaining("3 imported, 0 added, 0 changed, 0 destroyed"),
    });
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
    expectUntouched(stack);
    const { stdout } = await run("state", "pull");
    expect(stdout).not.toContain("sim-");
  });

  it("of Terraform's, where Sigma reports the vendor alone", async () => {
    await using stack = await start({ profile: "minimal" });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.azure });
    stack.project.setEnv({ TF_VAR_ai_key: "sim-contoso-key-1" });
    expect(await exported(stack, "terraform", "code")).toMatchObject({ code: 0 });
    const run = inFolder(stack, "code");
    expect(await run("fmt", "-check", "-diff")).toMatchObject({ code: 0, stdout: "" });
    expect(await run("init")).toMatchObject({ code: 0 });
    // Nothing is applied before it is filled in.
    const unfilled = await run("plan");
    expect(unfilled.code).toBe(1);
    expect(unwrapped(unfilled.output)).toContain("deployment_id");

    const file = join(stack.project.folder, "code/main.tf");
    const text = await readFile(file, "utf8");
    expect(text.match(/# TODO: azure_openai\.\S+: Sigma does not report it/g)).toHaveLength(3);
    const filled = text
      .replace(/# TODO: azure_openai\.endpoint_url.*/, `endpoint_url = "${CONTOSO}"`)
      .replace(/# TODO: azure_openai\.language_model\.deploy.*/, 'deployment_id = "gpt-41"')
      .replace(/# TODO: azure_openai\.embedding_model\.deploy.*/, 'deployment_id = "embed"');
    await writeFile(file, filled);
    const applied = await run("apply", "-auto-approve");
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.output).toContain("1 imported, 0 added, 1 changed, 0 destroyed");
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  it("of CDKTF's, with imports and no change", async () => {
    await using stack = await start();
    await configureByHand(stack.simulator);
    expect(await exported(stack, "cdktf", "code")).toMatchObject({ code: 0, stderr: "" });
    await linkPackages(join(stack.project.folder, "code"), ["cdktf"]);
    stack.project.setEnv({ TERRAFORM_BINARY_NAME: engine.cli });
    expect(await stack.project.shell("cd code && node main.ts")).toMatchObject({ code: 0 });
    const run = inFolder(stack, "code/cdktf.out/stacks/sigma-ai");
    expect(await run("init")).toMatchObject({ code: 0 });
    expect(await run("apply", "-auto-approve")).toMatchObject({
      code: 0,
      output: expect.stringContaining("3 imported, 0 added, 0 changed, 0 destroyed"),
    });
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
    expectUntouched(stack);
  });

  it("any text survives the engine's own parser, in its language and in its JSON", async () => {
    // The engine compares texts in this form, in which "é" is one letter.
    const unit = fc.oneof(
      fc.constantFrom(
        "${",
        "%{",
        "$$",
        "%%",
        "}",
        '"',
        "\\",
        "\n",
        "\t",
        "\b",
        "\f",
        "\u2028",
        "é",
      ),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    );
    const text = fc.array(unit, { maxLength: 8 }).map((parts) => parts.join("").normalize("NFC"));
    const texts = fc.sample(text, 300);
    const block = (value: string, index: number): string =>
      `output "o${index}" {\n  value = ${hclText(value)}\n}\n`;
    const json = Object.fromEntries(
      texts.map((value, index) => [`j${index}`, { value: withoutTemplates(value) }]),
    );
    await using project = await createTerraformProject({
      engine,
      files: {
        "main.tf": texts.map(block).join("\n"),
        "more.tf.json": JSON.stringify({ output: json }),
      },
    });
    expect(await project.run(["fmt", "-check"])).toMatchObject({ code: 0 });
    expect(await project.run(["apply", "-auto-approve"])).toMatchObject({ code: 0 });
    const { stdout } = await project.run(["output", "-json"]);
    const outputs: Record<string, { value: string }> = JSON.parse(stdout);
    for (const [index, value] of texts.entries()) {
      expect(outputs[`o${index}`]?.value).toBe(value);
      expect(outputs[`j${index}`]?.value).toBe(value);
    }
  });
});

await describeWithEngine("what was configured by hand comes under code of Pulumi's", (engine) => {
  it("with one save of each, and then without a change", async () => {
    await using stack = await startStack(engine, {
      program: "",
      env: Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name.toUpperCase(), key])),
    });
    const { simulator, project } = stack;
    await configureByHand(simulator, "gpt-41");
    const code = await exported({ project }, "pulumi-typescript", "code");
    expect(code).toMatchObject({ code: 0, stderr: "" });
    const program = await readFile(join(project.folder, "code/index.ts"), "utf8");
    // It has no types in it, and so is a program of JavaScript too; the import is there already.
    const body = program.replace(/^import .*\n/m, "");
    await stack.program(body);
    simulator.setAzureFirewall("fabrikam", { defaultAction: "Allow", ipRules: [] });
    const up = await stack.up();
    expect(up).toMatchObject({ code: 0 });
    expect(up.output).toContain("4 created");
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
    expect(ORGANIZATIONS.map((id) => simulator.state(id).revision)).toEqual([2, 2, 2]);

    // What was needed once is taken out, and nothing is sent for it.
    stack.requests();
    await stack.program(body.replaceAll(/ *existing: "overwrite",\n/g, ""));
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(stack.requests()).not.toContain(REQUEST.save);
    expect(await stack.driftCheck()).toMatchObject({ code: 0 });
  });
});

await describeWithEngine(
  "what was configured by hand comes under code of the plugin's",
  (engine) => {
    it("with imports, and no change", async () => {
      const names = Object.entries(KEYS).map(([name, key]) => [name.toUpperCase(), key]);
      await using stack = await startYamlStack(engine, {
        program: "resources: {}",
        env: Object.fromEntries(names),
      });
      const { simulator, project } = stack;
      await configureByHand(simulator);
      expect(await exported({ project }, "pulumi-yaml", "code")).toMatchObject({
        code: 0,
        stderr: "",
      });
      const program = await readFile(join(project.folder, "code/Pulumi.yaml"), "utf8");
      // The stack is one of a project of another name.
      await project.write({ "Pulumi.yaml": program.replace("name: sigma-ai", "name: program") });
      stack.requests();
      const up = await stack.up();
      expect([up.code, up.output]).toEqual([0, expect.stringContaining("3 imported")]);
      expect(up.output).not.toContain("updated");
      expect(await stack.driftCheck()).toMatchObject({ code: 0 });
      expect(stack.requests()).not.toContain(REQUEST.save);
      expect(ORGANIZATIONS.map((id) => simulator.state(id).revision)).toEqual([1, 1, 1]);
    });
  },
  obtainPulumiYaml,
);

async function configureByHand(
  simulator: TerraformStack["simulator"],
  deploymentId: string = NAMED,
): Promise<void> {
  const { languageModel } = TWO_ENDPOINTS;
  const config = { ...TWO_ENDPOINTS, languageModel: { ...languageModel, deploymentId } };
  await simulator.saveOutside("org-acme", { config: OUTSIDE.openai });
  await simulator.saveOutside("org-acme-emea", { config: OUTSIDE.azure });
  await simulator.saveOutside("org-acme-apac", { config });
}

/** Runs the command as a person would, into a folder of the project. */
async function exported(
  { project }: { project: Pick<TerraformStack["project"], "shell"> },
  target: string,
  folder: string,
): Promise<EngineRun> {
  const node = JSON.stringify(process.execPath);
  return project.shell(`${node} ${main} export --to ${target} --all-tenants --out ${folder}`);
}

const inFolder =
  ({ project }: TerraformStack, folder: string) =>
  async (...args: string[]): Promise<EngineRun> =>
    project.run([`-chdir=${folder}`, ...args]);

/** Nothing was saved since it was configured by hand. */
function expectUntouched({ simulator, requests }: TerraformStack): void {
  expect(requests()).not.toContain(REQUEST.save);
  expect(ORGANIZATIONS.map((id) => simulator.state(id).revision)).toEqual([1, 1, 1]);
}

async function linkPackages(folder: string, libraries: readonly string[]): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await symlink(repository, join(modules, "sigma-external-ai"), "junction");
  for (const name of libraries) {
    await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
  }
}
