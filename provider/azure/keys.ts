import { IntegrationError } from "../integration/errors.ts";

/** The keys of an account, as Azure answers them. */
export interface AccountKeys {
  key1?: string | undefined;
  key2?: string | undefined;
}

/** The error of an account that refuses keys although nobody asked it to; nothing where it takes them. */
export function keyAuthenticationFault(
  accountName: string,
  isOff: boolean | undefined,
): IntegrationError | undefined {
  if (isOff !== true) return undefined;
  return new IntegrationError("KEYS_DISABLED", {
    problem: `the Azure account "${accountName}" refuses keys: its disableLocalAuth is true, which a policy of the tenant can set whatever was asked for`,
  });
}

/** One of the keys. Throws UNEXPECTED_ANSWER where Azure left it out. */
export function keyOf(keys: AccountKeys, name: keyof AccountKeys): string {
  const key = keys[name];
  if (key !== undefined && key !== "") return key;
  throw new IntegrationError("UNEXPECTED_ANSWER", {
    problem: `Azure answered without the account's ${name}`,
    advice: "Run again.",
  });
}
