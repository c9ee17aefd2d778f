import { toIntegrationError, type IntegrationError } from "../../integration/errors.ts";

/**
 * An error as Pulumi shows it: the text alone, with the resource. What check, diff, read and delete throw is also written
 * to the user's terminal, as text and stack; there it is enough to say where to look.
 */
export function toPulumiError(thrown: unknown): Error {
  const { message, code } = toIntegrationError(thrown);
  return Object.assign(new Error(message), {
    stack: "the error is shown with the resource",
    toString: () => code,
  });
}

/**
 * The error for a resource that exists, but is not as it should be: Pulumi records it with its id and outputs, and the next
 * update tries again.
 */
export function toPartialFailure(
  problem: IntegrationError,
  id: string,
  properties: Record<string, unknown>,
): Error {
  return Object.assign(toPulumiError(problem), { id, properties, reasons: [problem.message] });
}
