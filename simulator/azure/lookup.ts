import type { SeedResourceGroup } from "../seed/seed.ts";
import type { Account } from "./account.ts";
import { missing, resourceNotFound } from "./arm-error.ts";
import { keyOf, type AccountPlace } from "./arm-id.ts";
import { parameter, type ArmRequest } from "./arm-route.ts";
import type { Azure } from "./azure.ts";

/**
 * The resource group that the path names.
 *
 * @throws ArmError 404 ResourceGroupNotFound
 */
export function groupOf(request: ArmRequest, { seed }: Azure): SeedResourceGroup {
  const name = parameter(request, "group");
  const group = seed.resourceGroups.find((one) => keyOf(one.name) === keyOf(name));
  if (group !== undefined) return group;
  throw missing("ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
}

/** Where the account that the path names is, whether it is there or not. */
export function placeOf(request: ArmRequest, azure: Azure): AccountPlace {
  return {
    subscription: azure.seed.subscriptionId,
    group: groupOf(request, azure).name,
    name: parameter(request, "account"),
  };
}

/**
 * The account that the path names.
 *
 * @throws ArmError 404 ResourceNotFound, or ResourceGroupNotFound
 */
export function accountOf(request: ArmRequest, azure: Azure): Account {
  const place = placeOf(request, azure);
  const account = azure.accounts.find(place);
  if (account === undefined) throw resourceNotFound("accounts", place.name, place.group);
  return account;
}
