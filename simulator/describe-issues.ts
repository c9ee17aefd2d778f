import type { z } from "zod";

/** Says what is wrong with an input, naming each field. Holds names and expectations, never a value of the input. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("; ");
}
