import { LONGEST_TIMER } from "../../integration/duration.ts";

/**
 * The time that the engine gives an operation, in milliseconds; nothing where the user has set none. What is longer than a
 * timer can be is cut.
 */
export function milliseconds(seconds: number): number | undefined {
  return seconds > 0 ? Math.min(Math.round(1000 * seconds), LONGEST_TIMER) : undefined;
}
