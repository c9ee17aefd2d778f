import type { VendorBlock } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError, toIntegrationError } from "./errors.ts";
import { differingFacts, factsOf } from "./facts.ts";
import type { Observation, Report } from "./port.ts";
import type { Secret } from "./secret.ts";

/** A save that was sent: what, where, and what was there before. */
export interface Sent {
  organizationId: string;
  vendor: VendorBlock<Secret>;
  before: Observation;
}

/**
 * Finds out what became of a save whose answer was lost. It counts as done only if a read shows something else than before
 * and exactly what was sent, written by our own user where Sigma says by whom. Everything else throws
 * SAVE_OUTCOME_UNKNOWN. The save is never sent again.
 */
export async function settle(
  { organizationId, vendor, before }: Sent,
  reason: string,
  { port, graceSignal }: Pick<Context, "port" | "graceSignal">,
): Promise<Report> {
  const signal = graceSignal();
  const unknown = (why: string): IntegrationError =>
    new IntegrationError("SAVE_OUTCOME_UNKNOWN", {
      problem: `the save for ${organizationId} was sent, but its answer was lost (${reason}), and ${why}`,
    });

  const after = await port.read(signal).catch((error: unknown) => {
    throw unknown(`the read that followed failed: ${toIntegrationError(error).details.problem}`);
  });
  if (after.kind === "unknown") throw unknown("Sigma's API cannot read the integration");
  if (after.kind === "absent") throw unknown("Sigma reports no integration");
  const { report } = after;
  if (!differsFrom(before, report)) throw unknown("Sigma reports the same as before");
  if (differingFacts(factsOf(vendor), report.facts).length > 0) {
    throw unknown("Sigma reports something else than was sent");
  }
  const user = await port.currentUser(signal).catch(() => undefined);
  if (report.updatedBy !== undefined && user !== undefined && report.updatedBy !== user) {
    throw unknown(`Sigma reports that ${report.updatedBy} wrote last`);
  }
  return report;
}

function differsFrom(before: Observation, { facts, revision, updatedAt }: Report): boolean {
  if (before.kind === "absent") return true;
  if (before.kind === "unknown") return false;
  const old = before.report;
  return (
    differingFacts(old.facts, facts).length > 0 ||
    old.revision !== revision ||
    old.updatedAt !== updatedAt
  );
}
