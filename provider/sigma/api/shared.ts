import { endedError } from "../../integration/ended.ts";

/**
 * The longest that work done for several waiting operations may take, in milliseconds. Each of them has a deadline of its
 * own; this one only ends what nobody waits for any more. At one token a second, a queue of tenants may be long.
 */
const SHARED_TIMEOUT = 3_600_000;

/** A signal for work that several operations wait for: none of them can end it for the others. */
export function sharedSignal(): AbortSignal {
  return AbortSignal.timeout(SHARED_TIMEOUT);
}

/** Waits for shared work. The signal ends only this wait. Throws CANCELLED or DEADLINE_EXCEEDED. */
export async function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(endedError(signal, "waiting for Sigma"));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, ended]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Work that is done once for each name, however many wait for it. */
export type Memo<T> = (
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** How much a memo keeps: more than the 3,600 tokens that can be alive at a time, at one a second. */
const KEPT = 4000;

/** Keeps what succeeded last; a failure is forgotten, so that the next caller tries again. */
export function createMemo<T>(limit: number = KEPT): Memo<T> {
  const done = new Map<string, T>();
  const underWay = new Map<string, Promise<T>>();

  const keep = (name: string, result: T): void => {
    done.set(name, result);
    const [oldest] = done.keys();
    if (done.size > limit && oldest !== undefined) done.delete(oldest);
  };

  return async (name, signal, work) => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const started =
      underWay.get(name) ??
      work(sharedSignal()).finally(() => {
        underWay.delete(name);
      });
    underWay.set(name, started);
    const result = await waitFor(started, signal);
    keep(name, result);
    return result;
  };
}
