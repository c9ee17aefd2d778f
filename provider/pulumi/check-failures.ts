import type { IntegrationError } from "../integration/errors.ts";

/**
 * The faults of a check. Pulumi prints the value of the property that a failure names, secret or not (pulumi/pulumi#19465),
 * so none is named; the reason names the field.
 */
export function toCheckFailures(
  faults: readonly IntegrationError[],
): { property: string; reason: string }[] {
  return faults.map(({ message }) => ({ property: "", reason: message }));
}
