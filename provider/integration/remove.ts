import type { Context } from "./context.ts";
import { IntegrationError, toIntegrationError } from "./errors.ts";
import { announceRemove, announceRetained } from "./notices.ts";
import { withObservation } from "./observe.ts";
import { confirmOrganization } from "./organization.ts";
import { outsideChange, refuseIfStopped } from "./outside-change.ts";
import type { RemoveOutcome } from "./port.ts";
import { refuseIfSavedElsewhere } from "./saved-elsewhere.ts";
import type { IntegrationState } from "./state.ts";

/**
 * Remove: takes the integration away, or leaves it where `removal` is "retain". Works from the state alone. What is absent
 * already is done. Success is reported only for a removal that Sigma understood and, where it can be read, that a read
 * confirms.
 */
export async function remove(state: IntegrationState, context: Context): Promise<void> {
  const { organizationId } = state;
  const say = (title: string, text: string): void =>
    context.notify({ organizationId, severity: "warning", title, text });
  if (state.removal === "retain") return announceRetained(context, organizationId);
  if (context.claims.has(organizationId) || context.claims.isManaged(organizationId)) {
    return say(
      "Left in place",
      "another resource of this run has the integration; it is left in place for it",
    );
  }
  await confirmOrganization(context, { state });
  const before = await context.port.read(context.signal);
  if (before.kind === "absent") {
    return say("Nothing to remove", "the integration is not there any more; nothing to remove");
  }
  const seen = outsideChange(withObservation(state, before));
  if (seen !== undefined) {
    refuseIfStopped(state.credentialDrift, organizationId, seen);
    await refuseIfSavedElsewhere(state, before, context);
    say("A change is removed too", `what was changed outside is removed too: ${seen}`);
  }
  const outcome = await context.port.remove(context.signal);
  if (outcome.kind === "removed" && before.kind === "unknown") {
    return say(
      "The removal cannot be read back",
      "Sigma accepted the removal; whether AI is off now cannot be read back",
    );
  }
  await confirmRemoval(outcome, organizationId, context);
  announceRemove(context, organizationId);
}

async function confirmRemoval(
  outcome: RemoveOutcome,
  organizationId: string,
  { port, graceSignal }: Pick<Context, "port" | "graceSignal">,
): Promise<void> {
  const answer =
    outcome.kind === "removed" ? "Sigma accepted it" : `its answer was lost (${outcome.reason})`;
  const unknown = (now: string): IntegrationError =>
    new IntegrationError("REMOVE_OUTCOME_UNKNOWN", {
      problem: `the removal for ${organizationId} was sent, ${answer}, but ${now}`,
    });

  const after = await port.read(graceSignal()).catch((error: unknown) => {
    throw unknown(`the read that followed failed: ${toIntegrationError(error).details.problem}`);
  });
  if (after.kind === "absent") return;
  throw unknown(
    after.kind === "present"
      ? `Sigma still reports "${after.report.facts.aiProvider}"`
      : "it cannot be read back",
  );
}
