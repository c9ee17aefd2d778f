import type { Clock } from "../../../../provider/http/clock.ts";

/** A clock on which nothing takes time but sleeping, and sleeping takes none of ours. */
export interface FakeClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly slept: readonly number[];
  advance: (milliseconds: number) => void;
}

/** What is special about a clock. */
export interface FakeClockOptions {
  /** What `random` always answers; 0.5 by default. */
  random?: number;
  /** Called at the start of each wait, with its length. */
  onSleep?: (milliseconds: number) => void;
}

/** When every fake clock starts: 1 November 2026, 12:00 UTC. */
export const START = Date.UTC(2026, 10, 1, 12);

/** Creates a clock that stands still until something sleeps. */
export function createFakeClock({ random = 0.5, onSleep }: FakeClockOptions = {}): FakeClock {
  let now = START;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random: () => random,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: async (milliseconds, signal) => {
      slept.push(milliseconds);
      const until = now + milliseconds;
      onSleep?.(milliseconds);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      signal.throwIfAborted();
      now = Math.max(now, until);
    },
  };
}
