import { completeFacts, isComplete } from "./facts.ts";
import type { Observation, Report } from "./port.ts";
import { lastChangeOf, revisionMoved } from "./revisions.ts";
import type { IntegrationState } from "./state.ts";

/** What an observation that is not "absent" makes of the recorded state. What was applied is never touched by it. */
export function withObservation(
  state: IntegrationState,
  observation: Exclude<Observation, { kind: "absent" }>,
): IntegrationState {
  if (observation.kind === "unknown") {
    return { ...state, status: "unverified", driftVisibility: "none" };
  }
  const { report } = observation;
  const { appliedRevision, remoteRevision, updatedAt, updatedBy, ...rest } = state;
  const remote = completeFacts(report.facts, state.applied);
  const revisions = observedRevisions(state, report);
  return {
    ...rest,
    ...revisions,
    aiProvider: remote.aiProvider,
    status: "configured",
    driftVisibility: visibility(report, revisions),
    remote,
    ...lastChangeOf(report),
  };
}

/** How much of an outside change can be seen, given what a read reports and the revisions that go with it. */
export function visibility(
  report: Report | undefined,
  revisions: Pick<IntegrationState, "appliedRevision" | "remoteRevision">,
): "full" | "partial" {
  if (report === undefined || !isComplete(report.facts)) return "partial";
  return revisionMoved(revisions) === undefined ? "partial" : "full";
}

/** Where a save's answer had no revision, the first later read sets both; a state without a save keeps none. */
function observedRevisions(
  state: IntegrationState,
  { revision }: Report,
): Pick<IntegrationState, "appliedRevision" | "remoteRevision"> {
  const first = state.credentialFingerprint === undefined ? undefined : revision;
  const applied = state.appliedRevision ?? first;
  return {
    ...(applied === undefined ? {} : { appliedRevision: applied }),
    ...(revision === undefined ? {} : { remoteRevision: revision }),
  };
}
