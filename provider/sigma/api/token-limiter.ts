import type { Clock } from "../../http/clock.ts";

/** Lets one token request pass at a time, and keeps a distance between them. */
export interface TokenLimiter {
  run: <T>(request: () => Promise<T>, signal: AbortSignal) => Promise<T>;
}

/**
 * Sigma allows one token request a second (help page "Get started with the Sigma API"). The scope of the limit is not
 * stated, so it is kept per host and credential, with the exchanges for tenants in it.
 */
export function createTokenLimiter(interval: number, clock: Clock): TokenLimiter {
  let queue: Promise<unknown> = Promise.resolve();
  let earliest = 0;
  return {
    run(request, signal) {
      const turn = queue.then(async () => {
        const wait = earliest - clock.now();
        if (wait > 0) await clock.sleep(wait, signal);
        // Counted from the answer, since nobody knows how long the request was on its way.
        return request().finally(() => {
          earliest = clock.now() + interval;
        });
      });
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
