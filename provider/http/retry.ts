import { whyEnded } from "../integration/ended.ts";
import type { Clock } from "./clock.ts";
import { TransportFailure, type HttpAnswer, type HttpRequest } from "./http.ts";

/** When a request is sent again, and how long is waited before. Milliseconds. */
export const RETRY_POLICY = {
  /** Verbs that may be repeated after a server error, a reset or a timeout. A save is not among them. */
  methods: ["GET", "DELETE"],
  statuses: [500, 502, 503, 504],
  /** Attempts after server errors, resets and timeouts, the first one included. */
  attempts: 4,
  /** Attempts after 429, for any verb: a throttled request was not processed. */
  throttledAttempts: 8,
  firstDelay: 250,
  longestDelay: 8000,
  /** The longest wait that Sigma may ask for with Retry-After. A longer one is answered as throttled, at once. */
  longestRetryAfter: 60_000,
} as const;

/** What ended the attempts: an answer, or the last failure. */
export type Attempted = ({ answer: HttpAnswer } | { failure: TransportFailure }) & {
  /** Whether an earlier attempt may have done already what was asked for. */
  doubtful: boolean;
};

/**
 * Sends a request, and again as the policy says: a 429 for any verb, since it was refused before it was processed; server
 * errors, resets and timeouts for idempotent verbs only. Never throws for an answer, whatever its status.
 *
 * @param throttledAttempts the attempts after 429, the first one included, for a caller that waits for its turn itself
 */
export async function attempt(
  method: HttpRequest["method"],
  sendOnce: () => Promise<HttpAnswer>,
  clock: Clock,
  signal: AbortSignal,
  throttledAttempts: number = RETRY_POLICY.throttledAttempts,
): Promise<Attempted> {
  let doubtful = false;
  for (let attempts = 1; ; attempts += 1) {
    const earlier = doubtful;
    const attempted = await sendOnce().then(
      (answer): Attempted => ({ answer, doubtful: earlier }),
      (failure: unknown): Attempted => ({ failure: asFailure(failure, signal), doubtful: earlier }),
    );
    const wait = waitBeforeNext(method, attempted, { attempts, throttledAttempts }, clock);
    if (wait === undefined) return attempted;
    doubtful ||= mayHaveWorked(attempted);
    try {
      await clock.sleep(wait, signal);
    } catch {
      const kind = doubtful ? "aborted" : "withdrawn";
      const failure = new TransportFailure(kind, `${whyEnded(signal)} while it waited`);
      return { failure, doubtful };
    }
  }
}

/** How long Sigma asks to wait, in milliseconds, from `Retry-After` in seconds or as a date. Anything else says nothing. */
export function retryAfterOf({ retryAfter = "" }: HttpAnswer, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * 1000;
  // A date begins with its weekday. `Date.parse` alone would take "-5" for a year long ago.
  const date = /^[A-Z][a-z]{2}/.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * How long to wait after a 429, in milliseconds: what Sigma asks for, else longer from attempt to attempt. Undefined for any
 * other answer, and where Sigma asks for longer than the policy allows.
 */
export function throttledWait(
  answer: HttpAnswer,
  attempts: number,
  clock: Clock,
): number | undefined {
  if (answer.status !== 429) return undefined;
  const asked = retryAfterOf(answer, clock.now());
  if (asked !== undefined && asked > RETRY_POLICY.longestRetryAfter) return undefined;
  return asked ?? backoff(attempts, clock);
}

function waitBeforeNext(
  method: HttpRequest["method"],
  attempted: Attempted,
  { attempts, throttledAttempts }: { attempts: number; throttledAttempts: number },
  clock: Clock,
): number | undefined {
  const repeatable = RETRY_POLICY.methods.some((verb) => verb === method);
  if ("failure" in attempted) {
    const again = repeatable && attempted.failure.passing;
    return again && attempts < RETRY_POLICY.attempts ? backoff(attempts, clock) : undefined;
  }
  const { answer } = attempted;
  if (answer.status === 429) {
    return attempts < throttledAttempts ? throttledWait(answer, attempts, clock) : undefined;
  }
  if (!repeatable || !RETRY_POLICY.statuses.some((status) => status === answer.status))
    return undefined;
  if (attempts >= RETRY_POLICY.attempts) return undefined;
  const asked = retryAfterOf(answer, clock.now());
  return Math.min(asked ?? backoff(attempts, clock), RETRY_POLICY.longestDelay);
}

/** A throttled request was not processed; one that met a server error or a broken connection may have been. */
function mayHaveWorked(attempted: Attempted): boolean {
  return "failure" in attempted ? attempted.failure.mayHaveArrived : attempted.answer.status >= 500;
}

/** Exponential, with jitter, so that many resources do not come back at the same moment. */
function backoff(attempts: number, { random }: Clock): number {
  const ceiling = Math.min(
    RETRY_POLICY.firstDelay * 2 ** (attempts - 1),
    RETRY_POLICY.longestDelay,
  );
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Waiting for one's turn can be ended by the signal too, with an error that is not ours. */
function asFailure(failure: unknown, signal: AbortSignal): TransportFailure {
  if (failure instanceof TransportFailure) return failure;
  if (signal.aborted) return new TransportFailure("aborted", whyEnded(signal));
  return new TransportFailure("lost", "the request failed");
}
