/** The time that the engine gives an operation, in milliseconds; nothing where the user has set none. */
export function milliseconds(seconds: number): number | undefined {
  return seconds > 0 ? Math.round(1000 * seconds) : undefined;
}
