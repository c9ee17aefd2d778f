import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";

import type { SimulatorEnv } from "../http/env.ts";
import { endWithin, pause, reset } from "./connection.ts";
import type { FaultBook } from "./fault-book.ts";
import { spoiledAnswer } from "./spoiled-answer.ts";

const CUT_OFF = { provider: "openAI", revision: 1 };

/**
 * Lets the faults strike.
 *
 * @param spares the paths that no fault may strike
 */
export function faultMiddleware(
  faults: FaultBook,
  spares: (path: string) => boolean,
): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    const { method, path } = c.req;
    const fault = spares(path) ? undefined : faults.take(method, path, c.get("vendorHost"));
    if (fault === undefined) return next();

    const { effect, when } = fault;
    const { incoming, outgoing } = c.env;
    if (when === "after") await next();

    const answer = async (): Promise<Response | undefined> => {
      switch (effect.kind) {
        case "delay":
          if (!(await pause(effect.ms, outgoing))) return RESPONSE_ALREADY_SENT;
          if (when === "before") await next();
          return undefined;
        case "reset":
          reset(incoming);
          return RESPONSE_ALREADY_SENT;
        case "truncate":
          await endWithin(when === "after" ? c.res : Response.json(CUT_OFF), outgoing);
          return RESPONSE_ALREADY_SENT;
        default:
          return spoiledAnswer(effect, c.get("requestId"));
      }
    };
    const spoiled = await answer();
    if (spoiled === undefined) return;
    // Set to undefined first, since hono would carry headers of the former answer over to the new one.
    c.res = undefined;
    c.res = spoiled;
  };
}
