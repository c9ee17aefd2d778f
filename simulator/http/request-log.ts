import type { MiddlewareHandler } from "hono";

import { isoTime, type Clock } from "../clock.ts";
import { bearerToken } from "./bearer-token.ts";
import type { SimulatorEnv } from "./env.ts";
import type { LoggedRequest } from "./logged-request.ts";

/** The requests so far, in the order in which they came in. Control routes are left out. */
export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  /** The same for the requests that were meant for a vendor. */
  readonly vendorEntries: readonly LoggedRequest[];
  /** Gives each request its ID and its entry. `identify` says whose access token it carries. */
  readonly middleware: MiddlewareHandler<SimulatorEnv>;
  /** Empties the log; its arrays stay the same. */
  clear(): void;
  /** Empties the log and counts request IDs from 1 again. */
  reset(): void;
}

/** What a request log needs to know. */
export interface RequestLogOptions {
  readonly clock: Clock;
  /** Whether requests to this path are logged. */
  readonly includes: (path: string) => boolean;
  /** The vendor's host that a `Host` header names. */
  readonly vendorHost: (header: string | undefined) => string | undefined;
  /** Says whose an access token is. */
  readonly identify: (
    accessToken: string,
  ) => Required<Pick<LoggedRequest, "organizationId" | "clientId">> | undefined;
}

/** Creates an empty request log. */
export function createRequestLog({
  clock,
  includes,
  vendorHost,
  identify,
}: RequestLogOptions): RequestLog {
  const entries: LoggedRequest[] = [];
  const vendorEntries: LoggedRequest[] = [];
  const counts = { request: 0, "vendor-request": 0 };

  const middleware: MiddlewareHandler<SimulatorEnv> = async (c, next) => {
    const host = vendorHost(c.req.header("host"));
    const kind = host === undefined ? "request" : "vendor-request";
    counts[kind] += 1;
    const requestId = `sim-${kind}-${counts[kind]}`;
    const caller = identify(bearerToken(c.req.header("authorization")) ?? "");
    const logged: LoggedRequest = {
      method: c.req.method,
      path: c.req.path,
      ...(host === undefined ? {} : { host }),
      status: 0,
      ...(caller === undefined
        ? {}
        : { organizationId: caller.organizationId, clientId: caller.clientId }),
      userAgent: c.req.header("user-agent") ?? "",
      at: isoTime(clock),
    };
    if (host !== undefined) vendorEntries.push(logged);
    else if (includes(logged.path)) entries.push(logged);
    c.set("requestId", requestId);
    c.set("vendorHost", host);
    c.set("logged", logged);
    // On Node's own response, so that an answer written past hono has it too.
    c.env.outgoing.setHeader("x-request-id", requestId);
    await next();
    logged.status = sentStatus(c.res, c.env.outgoing);
  };

  const clear = (): void => {
    entries.length = 0;
    vendorEntries.length = 0;
  };
  return {
    entries,
    vendorEntries,
    middleware,
    clear,
    reset: () => {
      clear();
      counts.request = 0;
      counts["vendor-request"] = 0;
    },
  };
}

function sentStatus(
  response: Response,
  outgoing: { headersSent: boolean; statusCode: number },
): number {
  if (!response.headers.has("x-hono-already-sent")) return response.status;
  return outgoing.headersSent ? outgoing.statusCode : 0;
}
