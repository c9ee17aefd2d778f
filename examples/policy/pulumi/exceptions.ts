import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema.js";

/** A resource for which a rule does not hold, for a reason and for a time. */
export interface Exception {
  /** The resource's name or URN. */
  resource: string;
  reason: string;
  /** The last day on which it holds, such as `2027-03-31`. */
  until: string;
}

/** A resource that an exception may name. */
export interface Subject {
  name: string;
  urn: string;
}

/** The exceptions of a rule, as the schema of its configuration. */
export const EXCEPTIONS_SCHEMA: PolicyConfigJSONSchema = {
  type: "array",
  default: [],
  items: {
    type: "object",
    properties: {
      resource: { type: "string", minLength: 1 },
      reason: { type: "string", minLength: 10 },
      until: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
    },
    required: ["resource", "reason", "until"],
    additionalProperties: false,
  },
};

/**
 * What is left of a resource's faults: none where an exception holds on a day, such as `2026-11-26`. One that has ended is told
 * with each fault.
 */
export function unlessExcepted(
  faults: readonly string[],
  { name, urn }: Subject,
  exceptions: readonly Exception[],
  day: string,
): string[] {
  const own = exceptions.filter(({ resource }) => resource === name || resource === urn);
  if (own.some(({ until }) => until >= day)) return [];
  const ended = own.map(({ reason, until }) => `; the exception "${reason}" ended on ${until}`);
  return faults.map((fault) => `${fault}${ended.join("")}`);
}

/** Today's date in UTC, such as `2026-11-26`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
