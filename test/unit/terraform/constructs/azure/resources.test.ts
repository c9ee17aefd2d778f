import { describe, expect, it } from "@jest/globals";
import type { AzureOpenAiForSigmaConfig } from "../../../../../provider/terraform/constructs/cdktf.ts";
import { LIBRARIES } from "../libraries.ts";
import { EXISTING, FOUNDRY, INPUTS, synthesizeAzure } from "./stacks.ts";

const ACCOUNT = "azurerm_cognitive_account";
const DEPLOYMENT = "azurerm_cognitive_deployment";
const NAME = "sigma-ai-${random_string.suffix.result}";

const SUFFIX = { length: 6, lower: true, upper: false, numeric: true, special: false };

const NEW_ACCOUNT = {
  name: NAME,
  custom_subdomain_name: NAME,
  resource_group_name: "sigma",
  location: "eastus2",
  kind: "OpenAI",
  sku_name: "S0",
  local_auth_enabled: true,
  public_network_access_enabled: true,
  network_acls: {
    default_action: "Deny",
    bypass: "None",
    ip_rules: ["20.40.60.80", "20.40.60.81"],
  },
};

const LANGUAGE = {
  name: "gpt-4.1",
  cognitive_account_id: `\${${ACCOUNT}.account.id}`,
  model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
  sku: { name: "GlobalStandard", capacity: 100 },
  version_upgrade_option: "OnceCurrentVersionExpired",
  lifecycle: { ignore_changes: ["rai_policy_name"] },
  depends_on: [`${ACCOUNT}.account`],
};

const EMBEDDING = {
  ...LANGUAGE,
  name: "text-embedding-3-small",
  model: { format: "OpenAI", name: "text-embedding-3-small", version: "1" },
  depends_on: [`${DEPLOYMENT}.language`],
};

const INTEGRATION = {
  azure_openai: {
    endpoint_url: `https://\${${ACCOUNT}.account.name}.openai.azure.com`,
    api_key_wo: `\${${ACCOUNT}.account.primary_access_key}`,
    language_model: { deployment_id: `\${${DEPLOYMENT}.language.name}` },
    embedding_model: { deployment_id: `\${${DEPLOYMENT}.embedding.name}` },
    validation_wait: "10m",
  },
};

const RESOURCES = {
  random_string: { suffix: SUFFIX },
  [ACCOUNT]: { account: NEW_ACCOUNT },
  [DEPLOYMENT]: { language: LANGUAGE, embedding: EMBEDDING },
  sigma_external_ai_integration: { ai: INTEGRATION },
};

const standard = (name: string) => ({
  ...RESOURCES,
  [DEPLOYMENT]: {
    language: { ...LANGUAGE, sku: { name, capacity: 100 } },
    embedding: { ...EMBEDDING, sku: { name, capacity: 100 } },
  },
});

const VARIANTS: [title: string, config: AzureOpenAiForSigmaConfig, resources: object][] = [
  ["all that has no default", INPUTS, RESOURCES],
  [
    "key 2",
    { ...INPUTS, key: 2 },
    {
      ...RESOURCES,
      sigma_external_ai_integration: {
        ai: {
          azure_openai: {
            ...INTEGRATION.azure_openai,
            api_key_wo: `\${${ACCOUNT}.account.secondary_access_key}`,
          },
        },
      },
    },
  ],
  ["data of one zone", { ...INPUTS, dataResidency: "dataZone" }, standard("DataZoneStandard")],
  ["data of one region", { ...INPUTS, dataResidency: "regional" }, standard("Standard")],
  [
    "provisioned throughput",
    {
      ...INPUTS,
      throughput: "provisioned",
      acceptProvisionedBilling: true,
      languageModel: { ...INPUTS.languageModel, capacity: 15 },
    },
    {
      ...RESOURCES,
      [DEPLOYMENT]: {
        language: { ...LANGUAGE, sku: { name: "GlobalProvisionedManaged", capacity: 15 } },
        embedding: EMBEDDING,
      },
    },
  ],
  [
    "names, capacities, tags and addresses of its own",
    {
      ...INPUTS,
      name: "acme-bi",
      languageModel: { ...INPUTS.languageModel, deploymentName: "chat", capacity: 250 },
      embeddingModel: { ...INPUTS.embeddingModel, deploymentName: "embed", capacity: 50 },
      versionUpgradeOption: "NoAutoUpgrade",
      extraAddresses: ["20.40.60.90/31", "20.40.50.0/24"],
      tags: { "cost center": "42" },
    },
    {
      ...RESOURCES,
      [ACCOUNT]: {
        account: {
          ...NEW_ACCOUNT,
          name: "acme-bi-${random_string.suffix.result}",
          custom_subdomain_name: "acme-bi-${random_string.suffix.result}",
          network_acls: {
            ...NEW_ACCOUNT.network_acls,
            ip_rules: ["20.40.50.0/24", "20.40.60.80", "20.40.60.81", "20.40.60.90", "20.40.60.91"],
          },
          tags: { "cost center": "42" },
        },
      },
      [DEPLOYMENT]: {
        language: {
          ...LANGUAGE,
          name: "chat",
          sku: { name: "GlobalStandard", capacity: 250 },
          version_upgrade_option: "NoAutoUpgrade",
        },
        embedding: {
          ...EMBEDDING,
          name: "embed",
          sku: { name: "GlobalStandard", capacity: 50 },
          version_upgrade_option: "NoAutoUpgrade",
        },
      },
    },
  ],
  [
    "a Foundry account without a project",
    { ...INPUTS, kind: "AIServices" },
    { ...RESOURCES, [ACCOUNT]: { account: { ...NEW_ACCOUNT, kind: "AIServices" } } },
  ],
  [
    "a Foundry project, before the deployments",
    { ...FOUNDRY, tags: { team: "bi" } },
    {
      ...RESOURCES,
      [ACCOUNT]: {
        account: {
          ...NEW_ACCOUNT,
          kind: "AIServices",
          project_management_enabled: true,
          identity: { type: "SystemAssigned" },
          tags: { team: "bi" },
        },
      },
      azurerm_cognitive_account_project: {
        project: {
          name: "reports",
          cognitive_account_id: `\${${ACCOUNT}.account.id}`,
          location: "eastus2",
          identity: { type: "SystemAssigned" },
          tags: { team: "bi" },
          depends_on: [`${ACCOUNT}.account`],
        },
      },
      [DEPLOYMENT]: {
        language: { ...LANGUAGE, depends_on: ["azurerm_cognitive_account_project.project"] },
        embedding: EMBEDDING,
      },
    },
  ],
];

describe.each(LIBRARIES)("the resources at Azure, with %s", (_, library) => {
  it.each(VARIANTS)("%s", (_title, config, resources) => {
    const synthesized = synthesizeAzure(library, config);
    expect(synthesized.resource).toEqual(resources);
    expect(synthesized.data).toBeUndefined();
    expect(synthesized.output).toBeUndefined();
  });

  it("in an account that exists already", () => {
    const { data, resource } = synthesizeAzure(library, EXISTING);
    const id = `\${data.${ACCOUNT}.account.id}`;
    const first = { ...LANGUAGE, depends_on: [`data.${ACCOUNT}.account`] };
    expect(data).toEqual({
      [ACCOUNT]: { account: { name: "contoso", resource_group_name: "sigma" } },
    });
    expect(resource).toEqual({
      [DEPLOYMENT]: {
        language: { ...first, cognitive_account_id: id },
        embedding: { ...EMBEDDING, cognitive_account_id: id },
      },
      sigma_external_ai_integration: {
        ai: {
          azure_openai: {
            ...INTEGRATION.azure_openai,
            endpoint_url: `https://\${data.${ACCOUNT}.account.name}.openai.azure.com`,
            api_key_wo: `\${data.${ACCOUNT}.account.primary_access_key}`,
          },
        },
      },
    });
  });

  it("in an account of another group, with an endpoint and a key of its own", () => {
    const account = {
      name: "contoso",
      resourceGroupName: "shared",
      endpointUrl: "https://gw.example",
    };
    const { data, resource } = synthesizeAzure(library, { ...INPUTS, account, key: 2 });
    expect(data?.[ACCOUNT]?.["account"]).toEqual({
      name: "contoso",
      resource_group_name: "shared",
    });
    expect(resource?.["sigma_external_ai_integration"]?.["ai"]?.["azure_openai"]).toMatchObject({
      endpoint_url: "https://gw.example",
      api_key_wo: `\${data.${ACCOUNT}.account.secondary_access_key}`,
    });
  });
});
