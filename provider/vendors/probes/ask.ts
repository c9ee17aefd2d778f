import type { Dispatcher } from "undici";
import type { Clock } from "../../http/clock.ts";
import { send, TransportFailure, type HttpAnswer, type HttpRequest } from "../../http/http.ts";
import { retryAfterOf } from "../../http/retry.ts";
import { endedError } from "../../integration/ended.ts";
import type { Route } from "./origins.ts";

/** How long is waited for a vendor, and how often. Milliseconds. */
export const PROBE_LIMITS = {
  timeout: 15_000,
  /** Tries of a request that meets a passing failure, the first one included. */
  tries: 3,
  firstDelay: 500,
  longestDelay: 5000,
  /** Failures that may pass. 429 is none of them: who is throttled has been let in. */
  statuses: [408, 500, 502, 503, 504, 529],
} as const;

/** What the process lends to the probes. */
export interface ProbeTransport {
  dispatcher: Dispatcher;
  clock: Clock;
  /** Names this program, the engine and their versions to the vendor. */
  userAgent: string;
}

/** One request to a vendor, at the vendor's own URL. */
export interface ProbeRequest {
  method: "GET" | "POST";
  url: URL;
  headers: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

/** Sends a request. A failure is answered too, once it has stayed. */
export type Ask = (request: ProbeRequest) => Promise<HttpAnswer | TransportFailure>;

/** Makes what sends the requests of one preflight. What it makes throws CANCELLED and DEADLINE_EXCEEDED, and what `route` throws. */
export function createAsk(
  { dispatcher, clock, userAgent }: ProbeTransport,
  route: Route,
  signal: AbortSignal,
): Ask {
  return async (request) => {
    const prepared = prepare(request, route, userAgent);
    const ended = (): Error => endedError(signal, `${request.method} ${request.url.host}`);
    for (let tries = 1; ; tries += 1) {
      const outcome = await send(prepared, dispatcher, signal).catch((failure: unknown) => {
        if (failure instanceof TransportFailure && !failure.isEnded) return failure;
        throw ended();
      });
      if (tries >= PROBE_LIMITS.tries || !isPassing(outcome)) return outcome;
      await clock.sleep(pause(outcome, tries, clock), signal).catch(() => {
        throw ended();
      });
    }
  };
}

function prepare(
  { method, url, headers, body }: ProbeRequest,
  route: Route,
  userAgent: string,
): HttpRequest {
  const { url: destination, host } = route(url);
  return {
    method,
    url: destination,
    timeout: PROBE_LIMITS.timeout,
    headers: {
      accept: "application/json",
      "user-agent": userAgent,
      ...headers,
      ...(host === undefined ? {} : { host }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

function isPassing(outcome: HttpAnswer | TransportFailure): boolean {
  if (outcome instanceof TransportFailure) return outcome.passing;
  return PROBE_LIMITS.statuses.some((status) => status === outcome.status);
}

/** Exponential with jitter, or what the vendor asks for, if that is not too long. */
function pause(
  outcome: HttpAnswer | TransportFailure,
  tries: number,
  { now, random }: Clock,
): number {
  const asked = outcome instanceof TransportFailure ? undefined : retryAfterOf(outcome, now());
  const ceiling = PROBE_LIMITS.firstDelay * 2 ** (tries - 1);
  return Math.min(asked ?? ceiling / 2 + (random() * ceiling) / 2, PROBE_LIMITS.longestDelay);
}
