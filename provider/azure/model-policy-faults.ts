import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import { isRecord } from "../integration/unknown.ts";

/** What is wrong with what the user knows better about models: a correction that has no effect would not be noticed. */
export function policyFaults(policy: unknown): IntegrationError[] {
  if (policy === undefined) return [];
  if (!isRecord(policy)) return [fault("modelPolicy", "a block of fields")];
  const { models = {}, noticeDays = 0 } = policy;
  const isDays = typeof noticeDays === "number" && noticeDays >= 0;
  return [
    ...(isDays ? [] : [fault("modelPolicy.noticeDays", "a number of days, 0 or more")]),
    ...(isRecord(models)
      ? Object.entries(models).flatMap(([key, entry]) => entryFault(key, entry) ?? [])
      : [fault("modelPolicy.models", "a block of fields")]),
  ];
}

function entryFault(key: string, entry: unknown): IntegrationError | undefined {
  const path = `modelPolicy.models[${JSON.stringify(redact(key))}]`;
  if (!/^[^/]+\/[^/]+$/.test(key)) {
    return fault(path, '"NAME/VERSION", such as "gpt-4.1/2025-04-14"');
  }
  if (!isRecord(entry)) return fault(path, "a block of fields");
  const { retires } = entry;
  return retires === undefined || isDay(retires)
    ? undefined
    : fault(`${path}.retires`, 'a day such as "2027-04-14"');
}

/** Whether a text is a day that a calendar has. `Date` takes the 30th of February as a day of March. */
function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function fault(path: string, expected: string): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the value cannot be used",
    expected,
    advice: "Correct it.",
  });
}
