import { IntegrationError } from "./errors.ts";
import { differingFacts } from "./facts.ts";
import { attribution, revisionMoved } from "./revisions.ts";
import type { IntegrationState } from "./state.ts";

/** What was changed outside since our last save, in words; nothing where nothing was seen. */
export function outsideChange(state: IntegrationState): string | undefined {
  const { applied, remote } = state;
  const fields =
    applied === undefined || remote === undefined ? [] : differingFacts(applied, remote);
  if (fields.includes("aiProvider")) {
    return `Sigma reports the vendor "${remote?.aiProvider}", last applied "${applied?.aiProvider}"${attribution(state)}`;
  }
  if (fields.length > 0) {
    const names = fields.map((field) => `{${field}}`).join(" and ");
    return `${names} changed outside${attribution(state)}`;
  }
  if (revisionMoved(state) !== true) return undefined;
  return `revision ${state.remoteRevision}, last applied ${state.appliedRevision}${attribution(state)}`;
}

/** Throws CHANGED_OUTSIDE where the resource is set to stop at a change made outside. */
export function refuseIfStopped(
  credentialDrift: IntegrationState["credentialDrift"],
  organizationId: string,
  seen: string,
): void {
  if (credentialDrift !== "stop") return;
  throw new IntegrationError("CHANGED_OUTSIDE", {
    problem: `the integration of ${organizationId} was changed outside: ${seen}`,
    advice:
      'Find out why. To go on all the same set {credentialDrift} to "correct" and apply. To keep what was changed: for a key set it to "ignore", for anything else write it into the configuration.',
  });
}
