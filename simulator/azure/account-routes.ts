import { isoTime } from "../clock.ts";
import { createAccount, type Account } from "./account.ts";
import { accountPatchSchema, accountSchema, type AccountBody } from "./account-body.ts";
import { contentOf } from "./account-rules.ts";
import { accountView } from "./account-view.ts";
import { conflict, invalid } from "./arm-error.ts";
import {
  ACCOUNT_PATH,
  accountId,
  ACCOUNTS_PATH,
  deletedAccountId,
  keyOf,
  locationOf,
  PROVIDER_PATH,
  type AccountPlace,
} from "./arm-id.ts";
import { bodyOf, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { begin, removalAnswer } from "./long-write.ts";
import { accountOf, groupOf, placeOf } from "./lookup.ts";

/** The routes over accounts. */
export const accountRoutes: readonly ArmRoute[] = [
  { method: "PUT", path: ACCOUNT_PATH, handle: putAccount },
  { method: "PATCH", path: ACCOUNT_PATH, handle: patchAccount },
  { method: "GET", path: ACCOUNT_PATH, handle: getAccount },
  { method: "DELETE", path: ACCOUNT_PATH, handle: deleteAccount },
  { method: "GET", path: ACCOUNTS_PATH, handle: listGroupAccounts },
  { method: "GET", path: `${PROVIDER_PATH}/accounts`, handle: listAccounts },
];

function putAccount(request: ArmRequest, azure: Azure): ArmAnswer {
  const place = placeOf(request, azure);
  const { location, ...body } = bodyOf(request, accountSchema);
  azure.operations.demandFree(accountId(place));

  const live = azure.accounts.find(place);
  const account = live ?? restored(azure, place, body.properties.restore === true);
  if (account !== undefined && account.location !== locationOf(location)) {
    throw wrongLocation(account, location);
  }
  const content = contentOf(azure, place.name, body, account);
  const written =
    account ?? createAccount(place, locationOf(location), isoTime(azure.clock), content);
  written.content = content;
  azure.accounts.add(written);
  return answered(request, azure, written, live === undefined);
}

function patchAccount(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const { properties, ...rest } = bodyOf(request, accountPatchSchema);
  azure.operations.demandFree(accountId(account));
  const { identity, ...before } = account.content;
  const merged: AccountBody = {
    ...before,
    ...(identity === undefined ? {} : { identity }),
    ...rest,
    properties: { ...before.properties, ...properties },
  };
  account.content = contentOf(azure, account.name, merged, account);
  return answered(request, azure, account, false);
}

function getAccount(request: ArmRequest, azure: Azure): ArmAnswer {
  // Before it is looked for: a client may wait for a removal by asking until the account is gone.
  const state = azure.operations.look(accountId(placeOf(request, azure)));
  return { status: 200, body: accountView(accountOf(request, azure), state) };
}

function deleteAccount(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = azure.accounts.find(placeOf(request, azure));
  if (account === undefined) return { status: 204 };
  const resourceId = accountId(account);
  azure.operations.demandFree(resourceId);
  const [child] = [
    ...[...account.deployments.values()].map(({ name }) => `deployments/${name}`),
    ...[...account.projects.values()].map(({ name }) => `projects/${name}`),
  ];
  if (child !== undefined) {
    throw conflict(
      "CannotDeleteResource",
      `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${resourceId}/${child}'. Please delete all nested resources before deleting this resource.`,
    );
  }
  azure.accounts.remove(account);
  azure.dataPlane.withdraw(account);
  return removalAnswer(begin(request, azure, { account, resourceId, kind: "Deleting" }));
}

function listGroupAccounts(request: ArmRequest, azure: Azure): ArmAnswer {
  const { name } = groupOf(request, azure);
  return listed(azure, (account) => keyOf(account.group) === keyOf(name));
}

function listAccounts(_: ArmRequest, azure: Azure): ArmAnswer {
  return listed(azure, () => true);
}

function listed({ accounts, operations }: Azure, includes: (one: Account) => boolean): ArmAnswer {
  const value = accounts
    .live()
    .filter((account) => includes(account))
    .map((account) => accountView(account, operations.underWay(accountId(account))));
  return { status: 200, body: { value } };
}

function answered(
  request: ArmRequest,
  azure: Azure,
  account: Account,
  created: boolean,
): ArmAnswer {
  const kind = created ? "Creating" : "Updating";
  const headers = begin(request, azure, { account, resourceId: accountId(account), kind });
  return { status: created ? 201 : 200, body: accountView(account, kind), headers };
}

/** The deleted account of this name, which must be wanted back; undefined where there is none and none is wanted. */
function restored(azure: Azure, place: AccountPlace, wanted: boolean): Account | undefined {
  const account = azure.accounts.findDeleted(place)?.account;
  if ((account !== undefined) === wanted) return account;
  if (account === undefined) {
    throw invalid("CanNotRestoreANonExistingResource", "Cannot restore a non-existing resource.");
  }
  const id = deletedAccountId(account, account.location);
  throw conflict(
    "FlagMustBeSetForRestore",
    `An existing resource with ID '${id}' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property. If you don't want to restore existing resource, please purge it first.`,
  );
}

function wrongLocation(account: Account, location: string) {
  const { name, group } = account;
  return conflict(
    "InvalidResourceLocation",
    `The resource '${name}' already exists in location '${account.location}' in resource group '${group}'. A resource with the same name cannot be created in location '${locationOf(location)}'. Please select a new resource name.`,
  );
}
