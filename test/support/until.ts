import { setTimeout as delay } from "node:timers/promises";

/** Waits until something is so. Gives up, with an error, after a budget in seconds. */
export async function until(condition: () => boolean, budget = 60): Promise<void> {
  const end = performance.now() + budget * 1000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`still not so after ${budget} s`);
    await delay(10);
  }
}
