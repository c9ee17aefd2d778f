import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";
import type { Observation } from "./port.ts";
import { attribution, revisionMoved } from "./revisions.ts";
import type { IntegrationState } from "./state.ts";

/**
 * Refuses a removal where Sigma reports a save by the credentials' own user that this state has not seen: most likely another
 * resource saved it, in a process that does not know of this one, such as under another type or another instance of a
 * provider. What it has saved would be removed. Asks who the user is only where the revision has moved since the last look;
 * where Sigma reports no revision or no user, nothing can be told and nothing is refused. Throws SAVED_ELSEWHERE.
 */
export async function refuseIfSavedElsewhere(
  { organizationId, remoteRevision }: IntegrationState,
  now: Observation,
  { port, signal }: Pick<Context, "port" | "signal">,
): Promise<void> {
  if (now.kind !== "present" || now.report.updatedBy === undefined) return;
  const { revision } = now.report;
  const seen = { appliedRevision: remoteRevision, remoteRevision: revision };
  if (revisionMoved(seen) !== true) return;
  if (now.report.updatedBy !== (await port.currentUser(signal))) return;
  throw new IntegrationError("SAVED_ELSEWHERE", {
    problem: `the integration of ${organizationId} was saved since the last look at it, by these credentials' own user: revision ${revision}, last seen ${remoteRevision}${attribution(now.report)}`,
    expected: "nothing else to manage it",
    advice:
      "Where nothing else has it, refresh and remove it again. Where another resource, stack or tool has it now, drop this one from the state.",
    remedy: { kind: "forget" },
  });
}
