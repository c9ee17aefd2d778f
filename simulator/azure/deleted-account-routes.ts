import type { DeletedAccount } from "./account-book.ts";
import { accountProperties } from "./account-view.ts";
import { resourceNotFound } from "./arm-error.ts";
import { accountId, deletedAccountId, locationOf, PROVIDER_PATH } from "./arm-id.ts";
import { parameter, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { begin, removalAnswer } from "./long-write.ts";
import { placeOf } from "./lookup.ts";

const DELETED_PATH = `${PROVIDER_PATH}/locations/{location}/resourceGroups/{group}/deletedAccounts/{account}`;

/** The routes over accounts that were deleted and can still be restored. */
export const deletedAccountRoutes: readonly ArmRoute[] = [
  { method: "GET", path: `${PROVIDER_PATH}/deletedAccounts`, handle: listDeleted },
  { method: "GET", path: DELETED_PATH, handle: getDeleted },
  { method: "DELETE", path: DELETED_PATH, handle: purge },
];

function listDeleted(_: ArmRequest, { accounts }: Azure): ArmAnswer {
  return { status: 200, body: { value: accounts.deleted().map((one) => view(one)) } };
}

function getDeleted(request: ArmRequest, azure: Azure): ArmAnswer {
  const deleted = deletedOf(request, azure);
  if (deleted !== undefined) return { status: 200, body: view(deleted) };
  const { name, group } = placeOf(request, azure);
  throw resourceNotFound("deletedAccounts", name, group);
}

function purge(request: ArmRequest, azure: Azure): ArmAnswer {
  const deleted = deletedOf(request, azure);
  if (deleted === undefined) return { status: 204 };
  const { account } = deleted;
  azure.operations.demandFree(accountId(account));
  azure.accounts.purge(account);
  const resourceId = deletedAccountId(account, account.location);
  return removalAnswer(begin(request, azure, { account, resourceId, kind: "Deleting" }));
}

function deletedOf(request: ArmRequest, azure: Azure): DeletedAccount | undefined {
  const deleted = azure.accounts.findDeleted(placeOf(request, azure));
  const location = locationOf(parameter(request, "location"));
  return deleted?.account.location === location ? deleted : undefined;
}

function view({ account, deletedAt, purgedAt }: DeletedAccount) {
  const { name, location, content } = account;
  const { kind, sku, tags } = content;
  return {
    id: deletedAccountId(account, location),
    name,
    type: "Microsoft.CognitiveServices/deletedAccounts",
    location,
    kind,
    sku,
    tags,
    properties: {
      ...accountProperties(account),
      deletionDate: new Date(deletedAt).toISOString(),
      scheduledPurgeDate: new Date(purgedAt).toISOString(),
    },
  };
}
