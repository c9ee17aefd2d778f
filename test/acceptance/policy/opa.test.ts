import { cp, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { builtProvider } from "../../support/built-provider.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import { obtainConftest } from "../../support/engine/conftest.ts";
import type { ToolCopy } from "../../support/engine/obtain.ts";
import { obtainOpenTofu } from "../../support/engine/opentofu.ts";
import { describeWithTool, type Obtain } from "../../support/engine/requirement.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";
import { obtainTerraform } from "../../support/engine/terraform.ts";
import { differentBlocksOf } from "../support/doc-blocks.ts";
import type { Env } from "../support/stack.ts";
import { startTerraformStack, type TerraformStack } from "../support/terraform-stack.ts";

const POLICY = join(import.meta.dirname, "../../../examples/policy/opa");
const KEYS = { TF_VAR_key: "sim-openai-key-1", TF_VAR_stored: "sim-openai-key-2" };
const LITERAL = "sim-openai-key-3";

/** A configuration with a resource for each rule: quiet ones first. */
const BAD = `
variable "key" {
  type      = string
  sensitive = true
  ephemeral = true
}
variable "stored" {
  type      = string
  sensitive = true
}
variable "assumed" {
  default = "write"
}
provider "sigma" {
  allow_assumed = var.assumed
}
provider "sigma" {
  alias         = "quiet"
  allow_assumed = "none"
}
resource "terraform_data" "late" {
  input = "org-late"
}
${integration("guard", `expected_organization_id = "org-acme"\n${openai("var.key")}`)}
${integration("legacy", `tenant = "org-acme-emea"\nremoval = "retain"\n${azure("https://contoso-eu.openai.azure.com")}`)}
${integration("region", `tenant = "org-region"\n${azure("https://westus.api.cognitive.microsoft.com")}`)}
${integration("vendor", `tenant = "org-vendor"\ngemini = { api_key_wo = var.key }`)}
${integration("nobody", `provider = sigma.quiet\n${openai("var.key")}`)}
${integration("host", `tenant = "org-host"\n${azure("https://fabrikam.openai.azure.com")}`)}
${integration("retained", `tenant = "org-retained"\nremoval = "retain"\n${openai("var.key")}`)}
${integration("state", `tenant = "org-state"\nopenai = { api_key = var.key_of_state }`)}
${integration("variable", `tenant = "org-variable"\n${openai("var.stored")}`)}
${integration("literal", `tenant = "org-literal"\n${openai(`"${LITERAL}"`)}`)}
${integration("object", `tenant = "org-object"\n${openai("var.keys.openai")}`)}
${integration("function", `tenant = "org-function"\n${openai(`lower("${LITERAL}")`)}`)}
${integration("local", `tenant = "org-local"\n${openai("local.key")}`)}
resource "sigma_external_ai_integration" "each" {
  for_each = { a = "${LITERAL}" }
  tenant   = "org-each"
  ${openai("each.value")}
}
locals {
  key = "${LITERAL}"
}
variable "keys" {
  type    = object({ openai = string })
  default = { openai = "${LITERAL}" }
}
module "ai" {
  source = "./ai"
  key    = "${LITERAL}"
}
${integration("late", `tenant = terraform_data.late.output\n${openai("var.key")}`)}
variable "key_of_state" {
  type    = string
  default = "sim-openai-key-4"
}
`;

const named = (id: string): string =>
  `the organization ${id} is not allowed; allowed: org-acme, org-acme-emea`;
const UNTRACED = "openai: nothing in it is ephemeral, so the plan stores its key";
const OF_STATE = "openai: var.key_of_state is stored in the plan; declare it with ephemeral = true";

/** What is refused, by the resource's name. */
const REFUSED: Record<string, string[]> = {
  region: [
    named("org-region"),
    "azure_openai.endpoint_url: the host westus.api.cognitive.microsoft.com is not allowed; allowed: contoso.openai.azure.com, contoso-eu.openai.azure.com, swedencentral.api.cognitive.microsoft.com",
    "azure_openai.endpoint_url: the region westus is not allowed; allowed: eastus2, swedencentral",
  ],
  vendor: [named("org-vendor"), "the vendor gemini is not allowed; allowed: azure_openai, openai"],
  nobody: ["nothing says which organization this is; set tenant or expected_organization_id"],
  host: [
    named("org-host"),
    "azure_openai.endpoint_url: the host fabrikam.openai.azure.com is not allowed; allowed: contoso.openai.azure.com, contoso-eu.openai.azure.com, swedencentral.api.cognitive.microsoft.com",
  ],
  retained: [named("org-retained"), "the integration is left at Sigma when the resource goes"],
  state: [
    named("org-state"),
    "openai.api_key is stored in the plan and the state; use api_key_wo",
    OF_STATE,
  ],
  variable: [
    named("org-variable"),
    "openai: var.stored is stored in the plan; declare it with ephemeral = true",
  ],
  object: [
    named("org-object"),
    "openai: var.keys.openai is stored in the plan; declare it with ephemeral = true",
  ],
  function: [named("org-function"), UNTRACED],
  local: [named("org-local")],
  'each["a"]': [named("org-each")],
  each: [UNTRACED],
  literal: [named("org-literal"), "openai.api_key_wo is written in the configuration"],
};
const ASSUMED = 'allow_assumed is "write", which allows operations that Sigma has not published';

/** The module that BAD gives a key to. */
const MODULE = `
variable "key" {
  type = string
}
terraform {
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}
${integration("ai", `tenant = "org-module"\n${openai("var.key")}`)}
`;
const OF_MODULE = [
  named("org-module"),
  "openai: module.ai.var.key is written in the configuration",
].map((message) => `module.ai.sigma_external_ai_integration.ai: ${message}`);

const GOOD = `
variable "key" {
  type      = string
  sensitive = true
  ephemeral = true
}
${integration("ai", `expected_organization_id = "org-acme"\n${openai("var.key")}`)}
`;

const FORGOTTEN = `
removed {
  from = sigma_external_ai_integration.ai
  lifecycle {
    destroy = false
  }
}
`;

/** What Conftest reports of one file. */
interface Report {
  failures?: { msg: string }[];
  warnings?: { msg: string }[];
}

for (const [cli, obtain] of Object.entries({ terraform: obtainTerraform, tofu: obtainOpenTofu })) {
  await describeWithTool(`the policies for Conftest, with ${cli}`, both(obtain), (tools) => {
    let stack: TerraformStack;
    beforeAll(async () => {
      stack = await startTerraformStack(tools, {
        config: GOOD,
        provider: builtProvider(),
        env: { ...KEYS, SIGMA_ALLOW_ASSUMED: "none" },
      });
      const folder = join(stack.project.folder, "opa");
      await cp(POLICY, folder, { recursive: true });
      const data = await readFile(join(folder, "data/sigma.yaml"), "utf8");
      await stack.project.write({
        "opa/data/sigma.yaml": data.replace("2027-03-31", "2999-12-31"),
        "ai/main.tf": MODULE,
      });
      await stack.configure(BAD);
      expect(await stack.project.shell(`${cli} get`)).toMatchObject({ code: 0 });
    });
    afterAll(async () => await stack[Symbol.asyncDispose]());

    const shell = async (script: string, env: Env = {}): Promise<EngineRun> => {
      const bin = dirname(tools.conftest.command);
      const lines = `export PATH="${bin}:$PATH"\n${script.replaceAll(/^terraform /gm, `${cli} `)}`;
      return await stack.project.shell(lines, { env });
    };
    const report = async (env?: Env): Promise<{ failures: string[]; warnings: string[] }> => {
      const made = await shell(
        `${cli} plan -out=plan.bin && ${cli} show -json plan.bin > plan.json`,
      );
      expect(made).toMatchObject({ code: 0 });
      const run = await shell(`${CONFTEST} --output json`, env);
      for (const key of [...Object.values(KEYS), LITERAL]) expect(run.output).not.toContain(key);
      const [{ failures = [], warnings = [] } = {}]: Report[] = JSON.parse(run.stdout);
      expect(run.code).toBe(failures.length > 0 ? 1 : 0);
      const texts = (list: { msg: string }[]): string[] => list.map(({ msg }) => msg).sort();
      return { failures: texts(failures), warnings: texts(warnings) };
    };

    it("refuse each resource that is not allowed, say why, and let the others be", async () => {
      const resources = Object.entries(REFUSED).flatMap(([name, messages]) =>
        messages.map((message) => `sigma_external_ai_integration.${name}: ${message}`),
      );
      expect(await report()).toEqual({
        failures: [`provider.sigma: ${ASSUMED}`, ...OF_MODULE, ...resources].sort(),
        warnings: [
          "sigma_external_ai_integration.each: openai: whether each.value holds a key cannot be told from the plan",
          "sigma_external_ai_integration.late: tenant is not known before the apply",
          "sigma_external_ai_integration.local: openai: whether local.key holds a key cannot be told from the plan",
        ],
      });
    });

    it.each(differentBlocksOf("policy command").filter(([, { text }]) => /^conftest /m.test(text)))(
      "%s: let pass what is allowed",
      async (_, { text }) => {
        await stack.configure(GOOD);
        const run = await shell(text);
        expect(run).toMatchObject({ code: 0, output: expect.stringContaining(" 0 failures") });
      },
    );

    it("refuse a state, a configuration, and a check without what is allowed", async () => {
      const check = async (file: string, options: string): Promise<EngineRun> =>
        await shell(`conftest test ${file} --policy opa/policy ${options}`);
      await stack.project.write({ "empty.json": "{}" });
      expect(await shell("terraform show -json > state.json")).toMatchObject({ code: 0 });
      const noPlan = { code: 1, output: expect.stringContaining("this is no plan") };
      for (const file of ["empty.json", "state.json", "main.tf"]) {
        expect(await check(file, "--data opa/data")).toMatchObject(noPlan);
      }
      expect(await check("plan.json", "")).toMatchObject({
        code: 1,
        output: expect.stringContaining("the policy data has no sigma"),
      });
    });

    it("refuse what the environment allows", async () => {
      const { failures } = await report({ SIGMA_ALLOW_ASSUMED: "write" });
      expect(failures).toEqual([
        'environment: SIGMA_ALLOW_ASSUMED is "write", which allows operations that Sigma has not published',
      ]);
    });

    it("refuse that an integration is forgotten", async () => {
      expect(await stack.apply()).toMatchObject({ code: 0 });
      expect(await report()).toEqual({ failures: [], warnings: [] });
      await stack.configure(FORGOTTEN);
      expect(await report()).toEqual({
        failures: [
          "sigma_external_ai_integration.ai: the integration is left at Sigma when the resource goes",
        ],
        warnings: [],
      });
    });
  });
}

const CONFTEST = "conftest test plan.json --policy opa/policy --data opa/data";

/** An engine, and Conftest with it. */
function both(obtain: Obtain<TerraformEngine>): Obtain<TerraformEngine & { conftest: ToolCopy }> {
  return async (options) => ({
    ...(await obtain(options)),
    conftest: await obtainConftest(options),
  });
}

function integration(name: string, fields: string): string {
  return `resource "sigma_external_ai_integration" "${name}" {\n${fields}\n}`;
}

function openai(key: string): string {
  return `openai = { api_key_wo = ${key} }`;
}

function azure(endpoint: string): string {
  return `azure_openai = {
  endpoint_url    = "${endpoint}"
  api_key_wo      = var.key
  language_model  = { deployment_id = "gpt-41" }
  embedding_model = { deployment_id = "embed" }
}`;
}
