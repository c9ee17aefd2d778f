import { z } from "zod";

const status = z.int().min(200).max(599);

const effect = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("status"),
    status,
    headers: z.record(z.string(), z.string()).exactOptional(),
    body: z.json().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("delay"), ms: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("truncate") }),
  z.strictObject({ kind: z.literal("html"), status: status.exactOptional() }),
  z.strictObject({
    kind: z.literal("wrongJson"),
    body: z.json().exactOptional(),
    status: status.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("text"),
    body: z.string(),
    contentType: z.string().exactOptional(),
    status: status.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("retryAfter"),
    retryAfter: z.union([z.int().min(0), z.string()]),
    status: status.exactOptional(),
  }),
]);

/** Checks a fault and fills in its defaults. */
export const faultSchema = z.strictObject({
  method: z.string().exactOptional(),
  path: z.string().startsWith("/").exactOptional(),
  host: z.string().exactOptional(),
  times: z.int().min(0).default(1),
  after: z.int().min(0).default(0),
  when: z.enum(["before", "after"]).default("before"),
  effect,
});

/**
 * What goes wrong.
 *
 * - `status`: this status, with these headers and this JSON body (by default Sigma's error shape);
 * - `delay`: the answer is right, but `ms` milliseconds late;
 * - `reset`: the connection is reset, without an answer;
 * - `truncate`: the connection ends in the middle of a JSON body, after a `content-length` that promised it whole;
 * - `html`: a web page, as a proxy or a challenge shows it; status 200 by default;
 * - `wrongJson`: JSON, but not what is asked for; status 200 and a list by default;
 * - `text`: this text; status 200 and `application/json` by default;
 * - `retryAfter`: the header `Retry-After` with these seconds or this HTTP date; status 429 by default.
 */
export type FaultEffect = z.output<typeof effect>;

/** A fault with every default filled in. */
export type Fault = z.output<typeof faultSchema>;

/**
 * A fault to set.
 *
 * - `method`, `path`: which requests it strikes; by default all. A path is exact, or ends in `*`. Control routes
 *   are never struck;
 * - `host`: the vendor's host whose requests it strikes, or `*` for every vendor's; by default only requests to Sigma and
 *   Azure Resource Manager are struck;
 * - `times`: how many requests it strikes; 1 by default, 0 for all until it is cleared;
 * - `after`: how many such requests pass first; 0 by default;
 * - `when`: `before` (default): the request is not processed. `after`: it is processed, and then its answer is
 *   spoiled, which is how a save succeeds without its sender knowing. A delayed request is processed either way,
 *   unless its sender gives up during a delay `before`.
 */
export type FaultInput = z.input<typeof faultSchema>;

/** Whether a fault is meant for a request; `host` is the vendor's, where the request is for one. */
export function strikes(fault: Fault, method: string, path: string, host?: string): boolean {
  if (fault.host === "*" ? host === undefined : fault.host !== host) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return fault.path.endsWith("*") ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}
