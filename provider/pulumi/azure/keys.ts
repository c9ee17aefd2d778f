import { output, secret, type Output, type Resource } from "@pulumi/pulumi";
import { keyAuthenticationFault, keyOf, type AccountKeys } from "../../azure/keys.ts";
import type { AccountSource } from "./account-source.ts";
import { readably } from "./errors.ts";
import { cognitiveServices } from "./packages.ts";

/**
 * Asks for one of the account's keys once the deployments are there. azure-native does not mark keys as secret. Fails with
 * KEYS_DISABLED where the account refuses keys, before they are asked for.
 */
export function readKey(
  { name, resourceGroupName, isKeyAuthenticationOff }: AccountSource,
  keyName: keyof AccountKeys,
  parent: Resource,
  dependsOn: Resource[],
): Output<string> {
  const account = output([name, isKeyAuthenticationOff] as const);
  const keys = account.apply(([accountName, isOff]) => {
    readably(parent, () => {
      const fault = keyAuthenticationFault(accountName, isOff);
      if (fault !== undefined) throw fault;
    });
    const options = { parent, dependsOn };
    const args = { accountName, resourceGroupName };
    return cognitiveServices().listAccountKeysOutput(args, options);
  });
  return secret(keys).apply((found) => readably(parent, () => keyOf(found, keyName)));
}
