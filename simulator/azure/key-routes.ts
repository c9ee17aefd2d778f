import { z } from "zod";

import { newKey, type Account } from "./account.ts";
import { invalid } from "./arm-error.ts";
import { ACCOUNT_PATH } from "./arm-id.ts";
import { bodyOf, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { accountOf } from "./lookup.ts";

const regenerationSchema = z.looseObject({ keyName: z.enum(["Key1", "Key2"]) });

/** The routes over the two keys of an account. */
export const keyRoutes: readonly ArmRoute[] = [
  { method: "POST", path: `${ACCOUNT_PATH}/listKeys`, handle: listKeys },
  { method: "POST", path: `${ACCOUNT_PATH}/regenerateKey`, handle: regenerateKey },
];

function listKeys(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  demandKeys(account, "list");
  return keysOf(account);
}

function regenerateKey(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const { keyName } = bodyOf(request, regenerationSchema);
  demandKeys(account, "regenerate");
  const [key1, key2] = account.keys;
  account.keys = keyName === "Key1" ? [newKey(), key2] : [key1, newKey()];
  azure.dataPlane.publish(account, azure.settings.propagationTime);
  return keysOf(account);
}

function demandKeys({ content }: Account, verb: string): void {
  if (content.properties.disableLocalAuth !== true) return;
  throw invalid("BadRequest", `Failed to ${verb} key. disableLocalAuth is set to be true`);
}

function keysOf({ keys: [key1, key2] }: Account): ArmAnswer {
  return { status: 200, body: { key1, key2 } };
}
