import type { Context } from "./context.ts";
import type { Observation } from "./port.ts";

/** What is there, for somebody who manages nothing. */
export interface Inspection {
  organizationId: string;
  observation: Observation;
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
