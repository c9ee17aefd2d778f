import { setTimeout as delay } from "node:timers/promises";

/** Time, as the client needs it. Tests put their own in its place. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Waits, and rejects when the signal ends it. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 up to 1, for jitter. */
  random: () => number;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, { signal });
  },
  random: () => Math.random(),
};
