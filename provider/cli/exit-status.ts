/**
 * What the exit status of a command says. Where several are true the worst one counts: an error, then what could not be told,
 * then drift. 7 is what Pulumi's own `--expect-no-changes` ends with in a pipeline.
 */
export const EXIT = {
  fine: 0,
  error: 1,
  /** The command itself cannot be understood, or a file that it was given. */
  usage: 2,
  /** At least one integration cannot be read. */
  unknown: 3,
  drift: 7,
} as const;
