import { toConfig, type Config } from "./config.ts";
import { IntegrationError } from "./errors.ts";
import { toFaults } from "./faults.ts";
import { nearestField } from "./field-names.ts";
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
  const faults = parsed.success
    ? azureFaults(parsed.data, unknown)
    : parsed.error.issues.flatMap((issue) => toFaults(issue, value));
  const meant = misspeltFields(faults);
  // A field that is missing since its name is misspelt has one fault, and that is its name.
  const isMisspelt = ({ code, details: { path = "" } }: IntegrationError): boolean =>
    code === "MISSING_FIELD" && meant.has(path);
  const [first, ...more] = oneForEachField([...faults, ...vendorFaults(value, meant)]).filter(
    (fault) => !isMisspelt(fault),
  );
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

/** The fields that misspelt ones are most likely meant to be. */
function misspeltFields(faults: readonly IntegrationError[]): ReadonlySet<string> {
  const wrong = faults.filter(({ code }) => code === "UNKNOWN_FIELD");
  return new Set(wrong.flatMap(({ details }) => nearestField(details.path ?? "") ?? []));
}

/** One field has one fault: an endpoint given for both models, too, and a value that breaks two rules. */
function oneForEachField(faults: readonly IntegrationError[]): IntegrationError[] {
  const seen = new Set<string | undefined>();
  return faults.filter(({ details: { path } }) => {
    const isFirst = !seen.has(path);
    seen.add(path);
    return isFirst;
  });
}
