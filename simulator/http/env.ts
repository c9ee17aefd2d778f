import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

import type { LoggedRequest } from "./logged-request.ts";

/** What hono hands to every handler of the simulator's server. */
export interface SimulatorEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The ID of this request, as in the header `x-request-id` and in the bodies of errors. */
    requestId: string;
    /** The vendor's host that this request was meant for; undefined where it was meant for the simulator itself. */
    vendorHost: string | undefined;
    /** This request's entry in the log. */
    logged: LoggedRequest;
  };
}

/** The context of one request to the simulator's server. */
export type SimulatorContext = Context<SimulatorEnv>;
