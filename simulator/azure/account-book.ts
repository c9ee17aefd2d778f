import type { Clock } from "../clock.ts";
import { subdomainOf, type Account } from "./account.ts";
import { accountId, keyOf, type AccountPlace } from "./arm-id.ts";

/** How long a deleted account can be restored: 48 hours. */
const RETENTION = 48 * 3_600_000;

/** An account that was deleted and not yet purged. */
export interface DeletedAccount {
  readonly account: Account;
  readonly deletedAt: number;
  /** When it is purged by itself. */
  readonly purgedAt: number;
}

/** The accounts: those that live, and those that were deleted less than 48 hours ago. */
export interface AccountBook {
  readonly live: () => readonly Account[];
  readonly deleted: () => readonly DeletedAccount[];
  find(place: AccountPlace): Account | undefined;
  findDeleted(place: AccountPlace): DeletedAccount | undefined;
  /** Adds an account, or takes it back from the deleted ones. */
  add(account: Account): void;
  /** Moves an account to the deleted ones. */
  remove(account: Account): void;
  /** Forgets a deleted account. */
  purge(account: Account): void;
  /** Whether a subdomain belongs to an account, deleted ones included, or to a resource of the seed. */
  isSubdomainUsed(subdomain: string): boolean;
  reset(): void;
}

/**
 * Creates an empty book of accounts.
 *
 * @param isHostUsed whether a host name is taken by something that is no account
 */
export function createAccountBook(
  clock: Clock,
  isHostUsed: (host: string) => boolean,
): AccountBook {
  const live = new Map<string, Account>();
  const deleted = new Map<string, DeletedAccount>();
  const placeKey = (place: AccountPlace): string => keyOf(accountId(place));

  const stillDeleted = (): readonly DeletedAccount[] => {
    for (const [key, { purgedAt }] of deleted) {
      if (purgedAt <= clock.now()) deleted.delete(key);
    }
    return [...deleted.values()];
  };
  return {
    live: () => [...live.values()],
    deleted: stillDeleted,
    find: (place) => live.get(placeKey(place)),
    findDeleted: (place) =>
      stillDeleted().find(({ account }) => placeKey(account) === placeKey(place)),
    add: (account) => {
      deleted.delete(placeKey(account));
      live.set(placeKey(account), account);
    },
    remove: (account) => {
      const deletedAt = clock.now();
      live.delete(placeKey(account));
      deleted.set(placeKey(account), { account, deletedAt, purgedAt: deletedAt + RETENTION });
    },
    purge: (account) => {
      deleted.delete(placeKey(account));
    },
    isSubdomainUsed: (subdomain) =>
      isHostUsed(`${keyOf(subdomain)}.openai.azure.com`) ||
      [...live.values(), ...stillDeleted().map(({ account }) => account)].some(
        (account) => subdomainOf(account) === keyOf(subdomain),
      ),
    reset: () => {
      live.clear();
      deleted.clear();
    },
  };
}
