import type { Context } from "./context.ts";
import type { Observation, VendorFacts } from "./port.ts";

/** What is there, for somebody who manages nothing. */
export interface Inspection {
  organizationId: string;
  observation: Observation;
}

/** An inspection in one flat form, as engines hand it to programs. */
export interface Summary extends Partial<VendorFacts> {
  organizationId: string;
  /** `unverified` where Sigma's API cannot tell. */
  status: "configured" | "absent" | "unverified";
  revision?: string | undefined;
  updatedAt?: string | undefined;
  updatedBy?: string | undefined;
}

/** Looks at an organization's integration. Nothing is changed or recorded; where the transport cannot read, the user is told. */
export async function inspect({ port, notify, signal }: Context): Promise<Inspection> {
  const { organizationId } = await port.identify(signal);
  const observation = await port.read(signal);
  if (observation.kind === "unknown") {
    const text = `whether an AI provider is configured cannot be told: ${observation.reason}`;
    notify({ organizationId, severity: "warning", title: "Sigma cannot be read", text });
  }
  return { organizationId, observation };
}

/** What was found, in one flat form. A read that could not tell is never `absent`. */
export function summarize({ organizationId, observation }: Inspection): Summary {
  const status = { present: "configured", absent: "absent", unknown: "unverified" } as const;
  const found = { organizationId, status: status[observation.kind] };
  if (observation.kind !== "present") return found;
  const { facts, revision, updatedAt, updatedBy } = observation.report;
  return { ...found, ...facts, revision, updatedAt, updatedBy };
}
