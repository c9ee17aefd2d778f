import { randomUUID } from "node:crypto";

import type { Clock } from "../clock.ts";

/** Whom a token speaks for. */
export interface Identity {
  readonly organizationId: string;
  readonly userId: string;
  /** The credential behind it. */
  readonly clientId: string;
}

/** The tokens that Sigma has given out, and the limit on asking for them. Held in memory only. */
export interface TokenBook {
  /** How long an access token holds, in seconds. */
  readonly lifetime: number;
  issueAccess(identity: Identity): string;
  issueRefresh(identity: Identity): string;
  /** Whom an access token speaks for; undefined if it is unknown, revoked or expired. */
  verify(accessToken: string): Identity | undefined;
  /** Whom an access token speaks for or spoke for, for the log; undefined if it is unknown or revoked. */
  identify(accessToken: string): Identity | undefined;
  /** Whom a refresh token speaks for; undefined if it is unknown or revoked. */
  verifyRefresh(refreshToken: string): Identity | undefined;
  /** How many milliseconds a credential must still wait; 0 admits it, and its next wait begins. */
  admit(clientId: string): number;
  /** Revokes the tokens of an organization, or all. Says how many. */
  revoke(organizationId?: string): number;
  /** Revokes all tokens and forgets all waits. */
  reset(): void;
}

/** What a token book needs to know. */
export interface TokenBookOptions {
  readonly clock: Clock;
  /** Seconds that an access token holds. */
  readonly lifetime: number;
  /** Milliseconds between two token requests of one credential; 0 for no limit. */
  readonly interval: number;
}

/** Creates an empty token book. */
export function createTokenBook({ clock, lifetime, interval }: TokenBookOptions): TokenBook {
  const access = new Map<string, { identity: Identity; expiresAt: number }>();
  const refresh = new Map<string, Identity>();
  const admitted = new Map<string, number>();

  return {
    lifetime,
    issueAccess: (identity) => {
      // Random, not counted: after a reset no old token may come to mean somebody else.
      const token = `sim-access-${randomUUID()}`;
      access.set(token, { identity, expiresAt: clock.now() + lifetime * 1000 });
      return token;
    },
    issueRefresh: (identity) => {
      const token = `sim-refresh-${randomUUID()}`;
      refresh.set(token, identity);
      return token;
    },
    verify: (token) => {
      const found = access.get(token);
      return found !== undefined && clock.now() < found.expiresAt ? found.identity : undefined;
    },
    identify: (token) => access.get(token)?.identity,
    verifyRefresh: (token) => refresh.get(token),
    admit: (clientId) => {
      const now = clock.now();
      const wait = (admitted.get(clientId) ?? -Infinity) + interval - now;
      if (wait > 0) return wait;
      admitted.set(clientId, now);
      return 0;
    },
    revoke: (organizationId) => {
      let count = 0;
      for (const [token, { identity }] of access) {
        if (organizationId !== undefined && identity.organizationId !== organizationId) continue;
        access.delete(token);
        count += 1;
      }
      for (const [token, identity] of refresh) {
        if (organizationId !== undefined && identity.organizationId !== organizationId) continue;
        refresh.delete(token);
        count += 1;
      }
      return count;
    },
    reset: () => {
      access.clear();
      refresh.clear();
      admitted.clear();
    },
  };
}
