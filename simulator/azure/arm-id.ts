/** Where a subscription is. */
export const SUBSCRIPTION_PATH = "/subscriptions/{subscription}";
/** Where the resource provider of Cognitive Services is, below a subscription. */
export const PROVIDER_PATH = `${SUBSCRIPTION_PATH}/providers/Microsoft.CognitiveServices`;
/** Where a resource group is. */
export const GROUP_PATH = `${SUBSCRIPTION_PATH}/resourceGroups/{group}`;
/** Where the accounts of a resource group are. */
export const ACCOUNTS_PATH = `${GROUP_PATH}/providers/Microsoft.CognitiveServices/accounts`;
/** Where an account is. */
export const ACCOUNT_PATH = `${ACCOUNTS_PATH}/{account}`;

/** Where something is: what its ID is made from. */
export interface AccountPlace {
  readonly subscription: string;
  readonly group: string;
  readonly name: string;
}

/** The ID of an account. */
export function accountId({ subscription, group, name }: AccountPlace): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.CognitiveServices/accounts/${name}`;
}

/** The ID of an account that was deleted and not yet purged. */
export function deletedAccountId(
  { subscription, group, name }: AccountPlace,
  location: string,
): string {
  return `/subscriptions/${subscription}/providers/Microsoft.CognitiveServices/locations/${location}/resourceGroups/${group}/deletedAccounts/${name}`;
}

/** An ID or name as it is compared: without regard to case. */
export function keyOf(id: string): string {
  return id.toLowerCase();
}

/** A location as Azure keeps it: `East US 2` is `eastus2`. */
export function locationOf(text: string): string {
  return text.toLowerCase().replaceAll(" ", "");
}
