import { IntegrationError } from "../integration/errors.ts";
import { valueAt, type ObjectValue } from "./values/value.ts";

/** The operations that can be given a time of their own. */
export const TIMED_OPERATIONS = ["create", "read", "update", "delete"] as const;

/** One of these operations. */
export type TimedOperation = (typeof TIMED_OPERATIONS)[number];

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest time that a timer of Node's can take, in milliseconds. A longer one ends at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** One number with its unit; several in a row are added, as in Go: "1h30m". */
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/** The time that the `timeouts` block gives an operation, in milliseconds; nothing where it gives none that can be used. */
export function timeoutOf(
  resource: ObjectValue | null,
  operation: TimedOperation,
): number | undefined {
  const text = valueAt(resource, "timeouts", operation);
  return typeof text === "string" ? parseDuration(text) : undefined;
}

/** What is wrong with a `timeouts` block. */
export function timeoutFaults(config: ObjectValue): IntegrationError[] {
  return TIMED_OPERATIONS.flatMap((operation) => {
    const text = valueAt(config, "timeouts", operation);
    if (typeof text !== "string" || parseDuration(text) !== undefined) return [];
    return [
      new IntegrationError("INVALID_CONFIG", {
        path: `timeouts.${operation}`,
        problem: `"${text}" is no length of time`,
        expected: 'a number with its unit, such as "90s", "10m" or "1h30m"',
        advice: "Correct it.",
      }),
    ];
  });
}

function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(PART)];
  const total = parts.reduce(
    (sum, [, number = "", unit = ""]) => sum + Number(number) * (UNITS[unit] ?? 0),
    0,
  );
  // A timer takes whole milliseconds only; what is no time at all is refused.
  return total > 0 ? Math.min(Math.ceil(total), LONGEST_TIMER) : undefined;
}
