import { IntegrationError } from "./errors.ts";

/** The longest time that a timer of Node's can take, in milliseconds. A longer one ends at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** One number with its unit; several in a row are added, as in Go: "1h30m". */
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g;

/**
 * The milliseconds of a length of time such as "90s", "10m" or "1h30m"; nothing where the text is none. What is longer than a
 * timer can be is cut.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(PART)];
  const total = parts.reduce(
    (sum, [, number = "", unit = ""]) => sum + Number(number) * (UNITS[unit] ?? 0),
    0,
  );
  // A timer takes whole milliseconds only.
  return Math.min(Math.ceil(total), LONGEST_TIMER);
}

/** The error for a text that is no length of time. */
export function durationFault(path: string, seen: string): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: `${seen} is no length of time`,
    expected: 'a number with its unit, such as "90s", "10m" or "1h30m"',
    advice: "Correct it.",
  });
}
