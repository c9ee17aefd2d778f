import type { NewAccount, NewProject } from "../../../azure/account.ts";
import type { Deployment } from "../../../azure/deployment.ts";
import type { AzureOpenAiInputs } from "../../../azure/inputs.ts";
import type { Provision } from "../../../azure/provision.ts";
import type { Attributes } from "../attributes.ts";

/** The types of Terraform that stand for what is provisioned. */
export const TYPES = {
  suffix: "random_string",
  account: "azurerm_cognitive_account",
  project: "azurerm_cognitive_account_project",
  deployment: "azurerm_cognitive_deployment",
} as const;

/** What an account is made with beside the plan for it; any text may be one that only the engine knows. */
export type Surroundings = Pick<AzureOpenAiInputs, "resourceGroupName" | "location" | "tags"> & {
  name: string;
};

/** The attribute with each of an account's keys. */
export const KEYS = {
  key1: "primary_access_key",
  key2: "secondary_access_key",
} as const satisfies Record<Provision["keyName"], string>;

/**
 * What azurerm is to leave as it is. The service names a content policy where none is given, which azurerm would take away
 * again at every apply.
 */
export const IGNORED = ["rai_policy_name"];

/** A new account as azurerm takes it. */
export function accountAttributes(
  { kind, sku, identity, properties }: NewAccount,
  { name, resourceGroupName, location, tags }: Surroundings,
): Attributes {
  const { networkAcls, publicNetworkAccess, disableLocalAuth, allowProjectManagement } = properties;
  return {
    name,
    custom_subdomain_name: name,
    resource_group_name: resourceGroupName,
    location,
    kind,
    sku_name: sku.name,
    local_auth_enabled: !disableLocalAuth,
    public_network_access_enabled: publicNetworkAccess === "Enabled",
    network_acls: {
      default_action: networkAcls.defaultAction,
      bypass: networkAcls.bypass,
      ip_rules: networkAcls.ipRules.map(({ value }) => value),
    },
    ...(allowProjectManagement && { project_management_enabled: true }),
    ...(identity && { identity }),
    ...(tags && { tags }),
  };
}

/** A Foundry project as azurerm takes it. */
export function projectAttributes(
  { name, identity }: NewProject,
  accountId: string,
  { location, tags }: Pick<Surroundings, "location" | "tags">,
): Attributes {
  return { name, cognitive_account_id: accountId, location, identity, ...(tags && { tags }) };
}

/** A deployment as azurerm takes it, which has no tags for it. */
export function deploymentAttributes(
  { name, sku, properties }: Deployment,
  accountId: string,
): Attributes {
  return {
    name,
    cognitive_account_id: accountId,
    model: properties.model,
    sku,
    version_upgrade_option: properties.versionUpgradeOption,
  };
}
