import type { Secret } from "../../integration/secret.ts";
import type { Clock } from "../../http/clock.ts";
import { sharedSignal, waitFor } from "./shared.ts";

/** An access token, and when it ends. */
export interface AccessToken {
  secret: Secret;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Tokens of one credential, or of one tenant of it. */
export interface TokenSource {
  /** A token that is good for a while. Concurrent callers share one request. */
  current: (signal: AbortSignal) => Promise<Secret>;
  /** Forgets a token that Sigma refused, unless a newer one has come already. */
  drop: (token: Secret) => void;
}

/** A token is renewed this long before it ends, in milliseconds, or at half its life where that is shorter. */
const RENEW_BEFORE = 60_000;

/**
 * Keeps one token, asks for it once however many wait for it, and renews it before it ends. A caller that gives up does not
 * take the request away from the others.
 */
export function createTokenSource(
  fetchToken: (signal: AbortSignal) => Promise<AccessToken>,
  clock: Clock,
): TokenSource {
  let held: { secret: Secret; renewAt: number } | undefined;
  let pending: Promise<Secret> | undefined;

  const renew = async (): Promise<Secret> => {
    const asked = clock.now();
    const { secret, expiresAt } = await fetchToken(sharedSignal());
    held = { secret, renewAt: expiresAt - Math.min(RENEW_BEFORE, (expiresAt - asked) / 2) };
    return secret;
  };

  return {
    async current(signal) {
      if (held !== undefined && clock.now() < held.renewAt) return held.secret;
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return waitFor(pending, signal);
    },
    drop(token) {
      if (held?.secret === token) held = undefined;
    },
  };
}
