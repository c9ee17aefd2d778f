import { digest } from "../digest.ts";
import { subdomainOf, type Account } from "./account.ts";
import { endpointsOf } from "./account-endpoints.ts";
import { accountId, deletedAccountId } from "./arm-id.ts";
import type { Azure } from "./azure.ts";
import type { AzureSettings } from "./settings.ts";

/** What the simulated Azure holds. No key is shown. */
export interface AzureState {
  readonly settings: AzureSettings;
  readonly accounts: readonly AzureAccountState[];
  /** The IDs of the accounts that were deleted and are not yet purged. */
  readonly deletedAccounts: readonly string[];
}

/** One account of the simulated Azure. */
export interface AzureAccountState {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly endpoint: string;
  /** The names of its deployments, in the order of their creation. */
  readonly deployments: readonly string[];
  readonly projects: readonly string[];
  readonly ipRules: readonly string[];
  /** SHA-256 digests of its two keys (see `digest`). */
  readonly keyDigests: { readonly key1: string; readonly key2: string };
}

/** What the simulated Azure holds now. */
export function azureState({ settings, accounts }: Azure): AzureState {
  return {
    settings,
    accounts: accounts.live().map((account) => stateOf(account)),
    deletedAccounts: accounts
      .deleted()
      .map(({ account }) => deletedAccountId(account, account.location)),
  };
}

function stateOf(account: Account): AzureAccountState {
  const { kind, properties } = account.content;
  const [key1, key2] = account.keys;
  return {
    id: accountId(account),
    name: account.name,
    kind,
    endpoint: endpointsOf(kind, subdomainOf(account), account.location).endpoint,
    deployments: [...account.deployments.values()].map(({ name }) => name),
    projects: [...account.projects.values()].map(({ name }) => name),
    ipRules: (properties.networkAcls?.ipRules ?? []).map(({ value }) => value),
    keyDigests: { key1: digest(key1), key2: digest(key2) },
  };
}
