import type { SimulatorContext } from "../http/env.ts";

/** One control route: what steers the simulator over HTTP. */
export interface ControlRoute {
  readonly method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** The path below `/_simulator`, with hono's `:name` for parameters. */
  readonly path: string;
  /** What it does, in one line, with the JSON body it takes. */
  readonly summary: string;
  /** What it answers, as JSON. */
  readonly handle: (c: SimulatorContext) => unknown;
}

/** A parameter of the path; empty where the path has none of that name. */
export function parameter(c: SimulatorContext, name: string): string {
  return c.req.param(name) ?? "";
}
