import { parsed } from "../parsed.ts";
import type { Firewall } from "../seed/seed.ts";
import { keyOf } from "./arm-id.ts";
import type { Azure } from "./azure.ts";
import { azureSettingsSchema, type AzureSettings } from "./settings.ts";

/** Changes how Azure behaves; what is not given stays as it is. */
export function setAzureSettings(azure: Azure, settings: Partial<AzureSettings>): void {
  azure.settings = { ...azure.settings, ...parsed(azureSettingsSchema, settings) };
}

/**
 * Replaces the network rules of an account, as another person does, and the data plane knows at once.
 *
 * @returns whether there is such an account
 */
export function setAccountFirewall(
  { accounts, dataPlane }: Azure,
  name: string,
  { defaultAction, ipRules }: Firewall,
): boolean {
  const account = accounts.live().find((one) => keyOf(one.name) === keyOf(name));
  if (account === undefined) return false;
  const { properties } = account.content;
  const networkAcls = {
    virtualNetworkRules: [],
    ...properties.networkAcls,
    defaultAction,
    ipRules: ipRules.map((value) => ({ value })),
  };
  account.content = { ...account.content, properties: { ...properties, networkAcls } };
  dataPlane.publish(account, 0);
  return true;
}
