import type { Clock } from "../../http/clock.ts";
import type { HttpAnswer } from "../../http/http.ts";
import { throttledWait } from "../../http/retry.ts";

/** Lets one token request pass at a time, and keeps a distance between them. */
export interface TokenLimiter {
  run: (request: () => Promise<HttpAnswer>, signal: AbortSignal) => Promise<HttpAnswer>;
}

/**
 * The part of each second that is left free. Without it a process that comes later, with the same credentials, would find
 * the second taken each time that it asks.
 */
const LEFT_FREE = 0.03;

/** Clocks, timers and a busy machine are exact to so many milliseconds. */
const PRECISION = 20;

/** How many requests must be known before the next one is sent any sooner. */
const KNOWN = 4;

/** How long it is tried to get a turn that others take too, in milliseconds: less than an operation may take by default. */
const PATIENCE = 240_000;

/**
 * Sigma allows one token request a second (help page "Get started with the Sigma API"). The scope of the limit is not
 * stated, so it is kept per host and credential, with the exchanges for tenants in it. A 429 says that somebody else has
 * taken the turn; this one waits as Sigma says, and then for a part of a second that differs each time, so that two
 * processes do not meet again and again.
 */
export function createTokenLimiter(interval: number, clock: Clock): TokenLimiter {
  let queue: Promise<unknown> = Promise.resolve();
  let earliest = 0;
  const onTheWay = createTravelTime(interval);

  const paced = async (request: () => Promise<HttpAnswer>, signal: AbortSignal) => {
    const wait = earliest - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    const sent = clock.now();
    return request().finally(() => {
      const answered = clock.now();
      earliest = answered + interval * (1 + LEFT_FREE) - onTheWay.after(answered - sent);
    });
  };

  const patient = async (request: () => Promise<HttpAnswer>, signal: AbortSignal) => {
    const began = clock.now();
    for (let attempts = 1; ; attempts += 1) {
      const answer = await paced(request, signal);
      const asked = throttledWait(answer, attempts, clock);
      if (asked === undefined) return answer;
      const wait = asked + clock.random() * interval;
      if (clock.now() + wait - began > PATIENCE) return answer;
      await clock.sleep(wait, signal);
    }
  };

  return {
    run(request, signal) {
      const turn = queue.then(() => patient(request, signal));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}

/**
 * How long each token request is on its way at the least, and so how much sooner than a second after an answer the next one
 * may be sent: the shortest time that one took so far. The first one does not count, since it opens the connection, and a
 * few more must be known, since a process is slow in the beginning. With an interval much shorter than Sigma's it is not worth
 * the risk: there a busy machine would count for more than the way.
 */
function createTravelTime(interval: number): { after: (taken: number) => number } {
  let shortest = Infinity;
  let count = 0;
  return {
    after(taken) {
      count += 1;
      if (count > 1) shortest = Math.min(shortest, taken);
      return count < KNOWN || interval < 50 * PRECISION ? 0 : Math.max(0, shortest - PRECISION);
    },
  };
}
