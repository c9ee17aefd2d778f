/** What the pages of a provider's registry say of one argument. */
export interface Argument {
  /** As JSON has it; a set of texts is "texts", a block with these arguments is an object. */
  type: "text" | "number" | "flag" | "texts" | "map" | Record<string, Argument>;
  required?: true;
  /** The values that the provider takes. */
  values?: string[];
}

/** What they say of one resource or data source. */
export interface Published {
  arguments: Record<string, Argument>;
  /** What it has beside its arguments. */
  attributes: string[];
}

const text: Argument = { type: "text" };
const textRequired: Argument = { ...text, required: true };
const flag: Argument = { type: "flag" };
const number: Argument = { type: "number" };
const map: Argument = { type: "map" };

const identity: Record<string, Argument> = {
  type: {
    ...textRequired,
    values: ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"],
  },
  identity_ids: { type: "texts" },
};

/**
 * The arguments as azurerm (from 4.55) and random (from 3.3) publish them, as far as they have to do with Azure OpenAI.
 * The provider itself cannot be had without a registry, so that stacks are compared with these.
 */
export const RESOURCES: Record<string, Published> = {
  random_string: {
    arguments: {
      length: { ...number, required: true },
      keepers: map,
      lower: flag,
      upper: flag,
      numeric: flag,
      special: flag,
      min_lower: number,
      min_upper: number,
      min_numeric: number,
      min_special: number,
      override_special: text,
    },
    attributes: ["id", "result"],
  },
  azurerm_cognitive_account: {
    arguments: {
      name: textRequired,
      resource_group_name: textRequired,
      location: textRequired,
      kind: { ...textRequired, values: ["OpenAI", "AIServices"] },
      sku_name: { ...textRequired, values: ["S0"] },
      custom_subdomain_name: text,
      dynamic_throttling_enabled: flag,
      fqdns: { type: "texts" },
      identity: { type: identity },
      local_auth_enabled: flag,
      network_acls: {
        type: {
          default_action: { ...textRequired, values: ["Allow", "Deny"] },
          bypass: { ...text, values: ["None", "AzureServices"] },
          ip_rules: { type: "texts" },
        },
      },
      outbound_network_access_restricted: flag,
      project_management_enabled: flag,
      public_network_access_enabled: flag,
      tags: map,
    },
    attributes: ["id", "endpoint", "primary_access_key", "secondary_access_key"],
  },
  azurerm_cognitive_account_project: {
    arguments: {
      name: textRequired,
      cognitive_account_id: textRequired,
      location: textRequired,
      identity: { type: identity, required: true },
      description: text,
      display_name: text,
      tags: map,
    },
    attributes: ["id", "endpoints"],
  },
  azurerm_cognitive_deployment: {
    arguments: {
      name: textRequired,
      cognitive_account_id: textRequired,
      model: {
        required: true,
        type: {
          format: { ...textRequired, values: ["OpenAI"] },
          name: textRequired,
          version: text,
        },
      },
      sku: {
        required: true,
        type: {
          name: {
            ...textRequired,
            values: [
              "Standard",
              "DataZoneBatch",
              "DataZoneProvisionedManaged",
              "DataZoneStandard",
              "GlobalBatch",
              "GlobalProvisionedManaged",
              "GlobalStandard",
              "ProvisionedManaged",
            ],
          },
          tier: text,
          size: text,
          family: text,
          capacity: number,
        },
      },
      dynamic_throttling_enabled: flag,
      rai_policy_name: text,
      version_upgrade_option: {
        ...text,
        values: ["OnceNewDefaultVersionAvailable", "OnceCurrentVersionExpired", "NoAutoUpgrade"],
      },
    },
    attributes: ["id"],
  },
};

/** The same of the data sources. */
export const DATA_SOURCES: Record<string, Published> = {
  azurerm_cognitive_account: {
    arguments: { name: textRequired, resource_group_name: textRequired },
    attributes: [
      "id",
      "kind",
      "sku_name",
      "location",
      "endpoint",
      "local_auth_enabled",
      "primary_access_key",
      "secondary_access_key",
      "identity",
      "tags",
    ],
  },
};
