import { createHook } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Clock } from "../../../../provider/http/clock.ts";

/** Time that passes only while everybody waits for it; requests over real connections take none of it by themselves. */
export interface VirtualClock extends Clock {
  /** Milliseconds since it was made. */
  elapsed: () => number;
  /** Lets a request be on its way for so long. */
  travel: (milliseconds: number) => Promise<void>;
  /** Stops looking at the requests of this process. */
  close: () => void;
}

interface Sleeper {
  until: number;
  wake: () => void;
}

/** For so many turns of the event loop nothing may have happened before time moves on. */
const QUIET = 5;

/** Creates a clock; `seed` gives the chance in `random`. */
export function createVirtualClock(seed = 1): VirtualClock {
  const start = Date.UTC(2026, 10, 1, 12);
  const sleepers: Sleeper[] = [];
  let now = start;
  const requests = { moving: 0 };
  let quiet = 0;
  let isRunning = false;

  const touch = (by: number) => (): void => {
    requests.moving += by;
    quiet = 0;
  };
  // Tokens are signed in another thread.
  const signing = new Set<number>();
  const hook = createHook({
    init: (id, type) => {
      if (type === "SIGNREQUEST") signing.add(id);
    },
    before: (id) => {
      if (signing.delete(id)) quiet = 0;
    },
  }).enable();
  const watched = [
    ["undici:request:create", touch(1)],
    ["undici:request:trailers", touch(-1)],
    ["undici:request:error", touch(-1)],
  ] as const;
  for (const [channel, onEvent] of watched) subscribe(channel, onEvent);

  const run = async (): Promise<void> => {
    isRunning = true;
    while (sleepers.length > 0) {
      const isBusy = (): boolean => requests.moving > 0 || signing.size > 0;
      for (quiet = 0; isBusy() || quiet < QUIET; quiet += 1) await nextTurn();
      const [next] = sleepers.splice(0, 1);
      if (next === undefined) continue;
      now = Math.max(now, next.until);
      next.wake();
    }
    isRunning = false;
  };

  const clock: VirtualClock = {
    now: () => now,
    elapsed: () => now - start,
    random: chance(seed),
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper = { until: now + milliseconds, wake: resolve };
      const at = sleepers.findIndex(({ until }) => until > sleeper.until);
      sleepers.splice(at < 0 ? sleepers.length : at, 0, sleeper);
      const onAbort = (): void => {
        sleepers.splice(sleepers.indexOf(sleeper), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      if (!isRunning) void run();
      await promise.finally(() => signal.removeEventListener("abort", onAbort));
    },
    async travel(milliseconds) {
      touch(-1)();
      await clock.sleep(milliseconds, patient).finally(touch(1));
    },
    close: () => {
      hook.disable();
      for (const [channel, onEvent] of watched) unsubscribe(channel, onEvent);
    },
  };
  return clock;
}

const { signal: patient } = new AbortController();

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Numbers from 0 up to 1 that are the same in every run (Park and Miller's generator). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
