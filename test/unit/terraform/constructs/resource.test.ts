import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { ExternalAiIntegrationConfig } from "../../../../provider/terraform/constructs/cdktf.ts";
import { camelCase } from "../../../../provider/terraform/spelling.ts";
import { LIBRARIES, stackOf, synthesize, type Library } from "./libraries.ts";

const TYPE = "sigma_external_ai_integration";

const VENDORS: [title: string, config: ExternalAiIntegrationConfig, expected: object][] = [
  ["OpenAI, with a write-only key", { openai: { apiKeyWo: "k" } }, { openai: { api_key_wo: "k" } }],
  ["Gemini, with a key in the state", { gemini: { apiKey: "k" } }, { gemini: { api_key: "k" } }],
  [
    "Anthropic, with a version",
    { anthropic: { apiKeyWo: "k", apiKeyWoVersion: 2 } },
    { anthropic: { api_key_wo: "k", api_key_wo_version: 2 } },
  ],
  [
    "Azure OpenAI, with one key for both models",
    {
      azureOpenai: {
        endpointUrl: "https://a",
        apiKeyWo: "k",
        languageModel: { deploymentId: "l" },
        embeddingModel: { deploymentId: "e" },
      },
    },
    {
      azure_openai: {
        endpoint_url: "https://a",
        api_key_wo: "k",
        language_model: { deployment_id: "l" },
        embedding_model: { deployment_id: "e" },
      },
    },
  ],
  [
    "Azure OpenAI, with a key for each model",
    {
      azureOpenai: {
        languageModel: { deploymentId: "l", endpointUrl: "https://a", apiKeyWo: "k" },
        embeddingModel: { deploymentId: "e", endpointUrl: "https://b", apiKey: "k2" },
      },
    },
    {
      azure_openai: {
        language_model: { deployment_id: "l", endpoint_url: "https://a", api_key_wo: "k" },
        embedding_model: { deployment_id: "e", endpoint_url: "https://b", api_key: "k2" },
      },
    },
  ],
  [
    "every setting",
    {
      openai: { apiKeyWo: "k" },
      tenant: "org-1",
      existing: "overwrite",
      expectedOrganizationId: "org-1",
      removal: "retain",
      credentialDrift: "stop",
      preflight: { mode: "warn", trustedHosts: ["a.example"], allowUnverifiedModels: false },
      timeouts: { create: "90s" },
    },
    {
      openai: { api_key_wo: "k" },
      tenant: "org-1",
      existing: "overwrite",
      expected_organization_id: "org-1",
      removal: "retain",
      credential_drift: "stop",
      preflight: { mode: "warn", trusted_hosts: ["a.example"], allow_unverified_models: false },
      timeouts: { create: "90s" },
    },
  ],
];

describe.each(LIBRARIES)("the resource of %s", (_, library) => {
  const { ExternalAiIntegration, SigmaProvider } = library;

  it.each(VENDORS)("writes %s", (_title, config, expected) => {
    const { resource } = synthesize(
      library,
      (stack) => new ExternalAiIntegration(stack, "ai", config),
    );
    expect(resource).toEqual({ [TYPE]: { ai: expected } });
  });

  it("passes on what only the engine knows", () => {
    const { resource } = synthesize(library, (stack) => {
      const values = new library.TerraformVariable(stack, "values", {});
      const { stringValue, numberValue, listValue, booleanValue } = values;
      const lazy = library.Lazy.stringValue({ produce: () => "later" });
      return new ExternalAiIntegration(stack, "ai", {
        openai: { apiKeyWo: stringValue, apiKeyWoVersion: numberValue },
        tenant: lazy,
        removal: library.Fn.lower(stringValue),
        preflight: { trustedHosts: listValue, allowUnverifiedModels: booleanValue },
      });
    });
    expect(resource?.[TYPE]?.["ai"]).toEqual({
      openai: { api_key_wo: "${var.values}", api_key_wo_version: "${var.values}" },
      tenant: "later",
      removal: "${lower(var.values)}",
      preflight: { trusted_hosts: "${var.values}", allow_unverified_models: "${var.values}" },
    });
  });

  it("passes on what every resource has", () => {
    const { resource, import: imports } = synthesize(library, (stack) => {
      const provider = new SigmaProvider(stack, "eu", { alias: "eu" });
      const other = new library.DataResource(stack, "other");
      const tenants = library.TerraformIterator.fromList(["org-1", "org-2"]);
      const ai = new ExternalAiIntegration(stack, "ai", {
        openai: { apiKeyWo: "k" },
        tenant: tenants.value,
        forEach: tenants,
        provider,
        dependsOn: [other],
        lifecycle: { preventDestroy: true, ignoreChanges: ["removal"] },
      });
      ai.importFrom("org-1", provider);
      ai.addOverride("existing", "overwrite");
    });
    expect(resource?.[TYPE]?.["ai"]).toEqual({
      openai: { api_key_wo: "k" },
      tenant: "${each.value}",
      existing: "overwrite",
      for_each: '${toset(["org-1", "org-2"])}',
      provider: "sigma.eu",
      depends_on: ["terraform_data.other"],
      lifecycle: { prevent_destroy: true, ignore_changes: ["removal"] },
    });
    expect(imports).toEqual([{ provider: "sigma.eu", id: "org-1", to: `${TYPE}.ai` }]);
  });

  it("is imported before it is in the program", () => {
    const synthesized = synthesize(library, (stack) => {
      const provider = new SigmaProvider(stack, "eu", { alias: "eu" });
      ExternalAiIntegration.generateConfigForImport(stack, "ai", "org-1");
      ExternalAiIntegration.generateConfigForImport(stack, "tenant", "org-2", provider);
    });
    expect(synthesized.resource).toBeUndefined();
    expect(synthesized.import).toEqual([
      { id: "org-1", to: `${TYPE}.ai` },
      { id: "org-2", to: `${TYPE}.tenant`, provider: "sigma.eu" },
    ]);
  });

  it("is referred to by its outputs", () => {
    const { output } = synthesize(library, (stack) => {
      const ai = new ExternalAiIntegration(stack, "ai", { openai: { apiKeyWo: "k" } });
      const value = [
        ai.organizationId,
        ai.applied.languageModel.deploymentId,
        ai.remote.aiProvider,
        ai.tenant,
      ];
      return new library.TerraformOutput(stack, "all", { value });
    });
    expect(output).toEqual({
      all: {
        value: [
          `\${${TYPE}.ai.organization_id}`,
          `\${${TYPE}.ai.applied.language_model.deployment_id}`,
          `\${${TYPE}.ai.remote.ai_provider}`,
          `\${${TYPE}.ai.tenant}`,
        ],
      },
    });
  });

  it("has every output of the schema", () => {
    const outputs = Object.getOwnPropertyDescriptors(ExternalAiIntegration.prototype);
    expect(computedAttributes().filter((name) => outputs[name]?.get === undefined)).toEqual([]);
  });

  it("is written in HCL as Terraform reads it", () => {
    expect(hcl(library)).toContain(`resource "${TYPE}" "ai" {
openai = {
api_key_wo = "\${var.key}"
api_key_wo_version = 1
}
preflight = {
trusted_hosts = [
"a.example",
]
}
timeouts {
create = "90s"
}
}`);
    expect(hcl(library)).toContain(`provider "sigma" {
require_write_only = true
}`);
    expect(hcl(library)).toContain(`variable "key" {
type = string
sensitive = true
ephemeral = true
}`);
  });
});

function hcl(library: Library): unknown {
  const { ephemeralVariable, ExternalAiIntegration, SigmaProvider, Testing } = library;
  const made = stackOf(library, (stack) => [
    new SigmaProvider(stack, "sigma", { requireWriteOnly: true }),
    new ExternalAiIntegration(stack, "ai", {
      openai: { apiKeyWo: ephemeralVariable(stack, "key").stringValue, apiKeyWoVersion: 1 },
      preflight: { trustedHosts: ["a.example"] },
      timeouts: { create: "90s" },
    }),
  ]);
  return Testing.synthHcl(made);
}

function computedAttributes(): string[] {
  const text = readFileSync(
    join(import.meta.dirname, "../../../../schema/terraform-provider.json"),
    "utf8",
  );
  const { resource_schemas: schemas } = JSON.parse(text) as {
    resource_schemas: Record<
      string,
      { block: { attributes: Record<string, { computed?: true }> } }
    >;
  };
  return Object.entries(schemas[TYPE]?.block.attributes ?? {})
    .filter(([, { computed }]) => computed === true)
    .map(([name]) => camelCase(name));
}
