import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";
import { isAtLeast, parseVersion } from "../../support/engine/version.ts";
import { unwrapped } from "../../support/terraform-text.ts";
import { ai, azure, openai, OUTSIDE, REQUEST } from "./support/configs.ts";
import { type InProcessStack, startInProcess } from "./support/stacks.ts";

const ADDRESS = "sigma_external_ai_integration.ai";
const FIRST = "api_key_wo_version = 1";
const VERSIONED = openai(`"sim-openai-key-1"`, FIRST);
const NO_SAVE = "no save of this key is recorded, so nothing proves that Sigma has it";

/** How the key is spelled, what is at Sigma, and the key that the next apply saves, if any. */
const spellings: { name: string; config: string; outside: keyof typeof OUTSIDE; saved?: string }[] =
  [
    { name: "a version", config: VERSIONED, outside: "openai" },
    { name: "no version", config: openai(), outside: "openai", saved: "openai.api_key_wo" },
    {
      name: "api_key",
      config: `openai = { api_key = "sim-openai-key-1" }`,
      outside: "openai",
      saved: "openai.api_key",
    },
    { name: "Azure, a version", config: azure({ more: FIRST }), outside: "azure" },
    { name: "Azure", config: azure(), outside: "azure", saved: "azure_openai.api_key_wo" },
  ];

await describeWithTerraform("import", (engine) => {
  it.each(spellings)("by organization, with $name", async ({ config, outside, saved }) => {
    await using stack = await startInProcess(engine, { config: ai(config) });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE[outside] });
    expect(await stack.project.run(["import", ADDRESS, "org-acme"])).toMatchObject({ code: 0 });
    await expectNextPlan(stack, saved);
  });

  it.each(spellings)("by tenant in a block, with $name", async ({ config, outside, saved }) => {
    const resource = ai(`tenant = "org-acme-emea"\n${config}`);
    await using stack = await startInProcess(engine, {
      config: imports("org-acme-emea") + resource,
    });
    await stack.simulator.saveOutside("org-acme-emea", { config: OUTSIDE[outside] });
    const planned = await stack.plan({}, "-out=saved");
    expect(planned).toMatchObject({ code: 2 });
    expect(planned.output).toContain("1 to import, 0 to add");
    expect(planned.output).toContain(`${saved === undefined ? 0 : 1} to change`);
    const why = unwrapped(planned.output).includes(`${saved}: ${NO_SAVE}`);
    expect(why).toBe(saved !== undefined);
    expect(await stack.project.run(["apply", "saved"])).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it("is what a refused create shows, to be copied", async () => {
    await using stack = await startInProcess(engine, { config: ai(VERSIONED) });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openai });
    const refused = await stack.apply();
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("[ALREADY_CONFIGURED]");
    const [block = ""] = /import \{[^}]*\}/.exec(refused.output.replaceAll("│", "")) ?? [];
    await stack.configure(`${block.replace("NAME", "ai")}\n${ai(VERSIONED)}`);
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 imported, 0 added, 0 changed, 0 destroyed"),
    });
  });

  it("generates the configuration, but for the key", async () => {
    await using stack = await startInProcess(engine, { config: imports("org-acme") });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.azure });
    const generated = await stack.plan({}, "-generate-config-out=generated.tf");
    // A key cannot be read back, so that one is missing until somebody writes it down.
    expect(generated.code).toBe(1);
    expect(unwrapped(generated.output)).toContain(
      "azure_openai.language_model.api_key_wo: the field is missing",
    );
    const text = await readFile(join(stack.project.folder, "generated.tf"), "utf8");
    const filled = text.replace(/api_key_wo +=.*/, `api_key_wo = "sim-contoso-key-1"`);
    await stack.project.write({ "generated.tf": filled });
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 imported, 0 added, 0 changed, 0 destroyed"),
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    expect(stack.requests()).not.toContain(REQUEST.save);
  });

  it("of a key that differs shows no change where a version is given, and saves the next version", async () => {
    await using stack = await startInProcess(engine, { config: ai(VERSIONED) });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openaiRotated });
    expect(await stack.project.run(["import", ADDRESS, "org-acme"])).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
    await stack.configure(ai(VERSIONED.replace("version = 1", "version = 2")));
    const planned = await stack.plan();
    expect(planned.code).toBe(2);
    expect(unwrapped(planned.output)).toContain("the version of the key is not the one");
    expect(await stack.apply()).toMatchObject({ code: 0 });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });

  it.each([
    ["a tenant that does not exist", "org-none", /has no tenant "org-none".*\[TENANT_NOT_FOUND/],
    ["an organization without an integration", "org-acme-apac", /\[NOTHING_TO_IMPORT\]/],
    ["no id", "", /the id to import is empty.*\[INVALID_CONFIG\]/],
  ])("of %s says so, and records nothing", async (_, id, text) => {
    await using stack = await startInProcess(engine, { config: ai(openai()) });
    const failed = await stack.project.run(["import", ADDRESS, id]);
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toMatch(text);
    expect(await stack.resources()).toEqual([]);
  });

  it("where Sigma's API cannot tell says what to do", async () => {
    await using stack = await startInProcess(engine, {
      config: ai(openai()),
      profile: "published",
    });
    const failed = await stack.project.run(["import", ADDRESS, "org-acme"]);
    expect(failed.code).toBe(1);
    expect(unwrapped(failed.output)).toMatch(
      /Create the resource instead, with existing set to "overwrite".*\[EXISTENCE_UNKNOWN\]/,
    );
  });

  const whereThereAreIdentities = hasIdentities(engine) ? it : it.skip;
  whereThereAreIdentities("by identity shows no changes", async () => {
    const block = `import {\n  to = ${ADDRESS}\n  identity = { organization_id = "org-acme" }\n}\n`;
    await using stack = await startInProcess(engine, { config: block + ai(VERSIONED) });
    await stack.simulator.saveOutside("org-acme", { config: OUTSIDE.openai });
    expect(await stack.apply()).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 imported, 0 added, 0 changed, 0 destroyed"),
    });
    const { stdout } = await stack.project.run(["state", "pull"]);
    expect(JSON.parse(stdout)).toMatchObject({
      resources: [{ instances: [{ identity: { organization_id: "org-acme" } }] }],
    });
    expect(await stack.plan()).toMatchObject({ code: 0 });
  });
});

/** No change where nothing is to be saved; else one update that says why, and then none. */
async function expectNextPlan(stack: InProcessStack, saved: string | undefined): Promise<void> {
  const planned = await stack.plan();
  expect(planned.code).toBe(saved === undefined ? 0 : 2);
  if (saved === undefined) return;
  expect(planned.output).toContain("0 to add, 1 to change, 0 to destroy");
  expect(unwrapped(planned.output)).toContain(`org-acme: ${saved}: ${NO_SAVE}`);
  expect(await stack.apply()).toMatchObject({ code: 0 });
  expect(await stack.plan()).toMatchObject({ code: 0 });
  expect(stack.simulator.state("org-acme").revision).toBe(2);
}

function imports(id: string): string {
  return `import {\n  to = ${ADDRESS}\n  id = "${id}"\n}\n`;
}

/** Terraform and OpenTofu have them from 1.12 on. */
function hasIdentities({ version }: TerraformEngine): boolean {
  return isAtLeast(parseVersion(version) ?? [0, 0, 0], "1.12");
}
