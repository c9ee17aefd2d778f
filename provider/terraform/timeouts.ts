import { durationFault, parseDuration } from "../integration/duration.ts";
import type { IntegrationError } from "../integration/errors.ts";
import { valueAt, type ObjectValue } from "./values/value.ts";

/** The operations that can be given a time of their own. */
export const TIMED_OPERATIONS = ["create", "read", "update", "delete"] as const;

/** One of these operations. */
export type TimedOperation = (typeof TIMED_OPERATIONS)[number];

/** The time that the `timeouts` block gives an operation, in milliseconds; nothing where it gives none that can be used. */
export function timeoutOf(
  resource: ObjectValue | null,
  operation: TimedOperation,
): number | undefined {
  const text = valueAt(resource, "timeouts", operation);
  return typeof text === "string" ? usable(text) : undefined;
}

/** What is wrong with a `timeouts` block. */
export function timeoutFaults(config: ObjectValue): IntegrationError[] {
  return TIMED_OPERATIONS.flatMap((operation) => {
    const text = valueAt(config, "timeouts", operation);
    if (typeof text !== "string" || usable(text) !== undefined) return [];
    return [durationFault(`timeouts.${operation}`, `"${text}"`)];
  });
}

/** What is no time at all is refused. */
function usable(text: string): number | undefined {
  const milliseconds = parseDuration(text);
  return milliseconds === 0 ? undefined : milliseconds;
}
