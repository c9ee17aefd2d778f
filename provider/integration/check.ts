import { toConfig, type Config } from "./config.ts";
import { IntegrationError } from "./errors.ts";
import { toFaults } from "./faults.ts";
import { integrationSchema, VENDORS } from "./model.ts";
import { azureFaults, vendorFaults } from "./rules.ts";
import { replaceUnknown } from "./unknown.ts";

/** What the check of a desired configuration says. */
export type Checked =
  | { valid: true; config: Config }
  | { valid: false; faults: [IntegrationError, ...IntegrationError[]] };

/**
 * Checks a desired configuration as a user wrote it. Values not known before apply are marked with `UNKNOWN`. Every
 * fault found is answered, in the user's terms. Nothing is sent or read, and no model is judged by its deployment's name.
 */
export function check(raw: unknown): Checked {
  const { value, unknown } = replaceUnknown(raw, VENDORS);
  const parsed = integrationSchema.safeParse(value);
  const [first, ...more] = [
    ...(parsed.success
      ? azureFaults(parsed.data, unknown)
      : parsed.error.issues.flatMap((issue) => toFaults(issue, value))),
    // Last, since a misspelt vendor is better told as such.
    ...vendorFaults(value),
  ].filter(isFirstOfItsKind);
  if (first !== undefined) return { valid: false, faults: [first, ...more] };

  const config = parsed.success ? toConfig(parsed.data, unknown) : undefined;
  if (config !== undefined) return { valid: true, config };
  const problem = "the configuration passed the check, but has no resolved form";
  return { valid: false, faults: [new IntegrationError("INTERNAL", { problem })] };
}

/** Like {@link check}, for a place where the configuration has been checked before. Throws the first fault. */
export function checked(raw: unknown): Config {
  const result = check(raw);
  if (!result.valid) throw result.faults[0];
  return result.config;
}

/** An endpoint given once for both models has one fault, not two. */
function isFirstOfItsKind(fault: Error, index: number, faults: readonly Error[]): boolean {
  return faults.findIndex((other) => other.message === fault.message) === index;
}
