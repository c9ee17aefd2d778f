import type { z } from "zod";
import { stateSchema } from "../../integration/state.ts";
import { isRecord } from "../../integration/unknown.ts";

const known = stateSchema
  .pick({
    organizationId: true,
    aiProvider: true,
    status: true,
    driftVisibility: true,
    applied: true,
    remote: true,
    credentialFingerprint: true,
    appliedRevision: true,
    remoteRevision: true,
    updatedAt: true,
    updatedBy: true,
  })
  .partial();

/** What a recorded state says of an integration. Any of it may be missing. */
export type KnownFacts = z.output<typeof known>;

/** Reads a recorded state of any engine. Nothing where it is not ours. */
export function knownFacts(values: unknown): KnownFacts | undefined {
  const parsed = known.safeParse(inCamelCase(values));
  return parsed.success ? parsed.data : undefined;
}

/** Terraform's state has names in snake_case, and null for what is missing. */
function inCamelCase(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null && field !== undefined)
      .map(([name, field]) => [
        name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        inCamelCase(field),
      ]),
  );
}
