import { settle, type Sent } from "./ambiguous-save.ts";
import { saveInTime } from "./attempts.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";
import { keyVersionsOf } from "./credentials.ts";
import { completeFacts, differingFacts, factsOf } from "./facts.ts";
import { fingerprint, SALT_BYTES } from "./fingerprint.ts";
import { visibility } from "./observe.ts";
import type { Report } from "./port.ts";
import { lastChangeOf, revisionsOf } from "./revisions.ts";
import { echo, type IntegrationState } from "./state.ts";

/** What an apply did: the state to record, and what went wrong after the save, if anything did. */
export interface Applied {
  state: IntegrationState;
  /** The save happened, but not as asked: the state must be recorded, and the apply must fail. */
  problem?: IntegrationError;
}

/** What there is to save, where, and how. */
export interface SaveRequest extends Sent {
  config: Config;
}

/**
 * The one write of an operation, for create, update and overwrite alike: preflight, save, and the state that follows from
 * Sigma's answer. A definite refusal may be tried again (`attempts.ts`). Only an ambiguous outcome is followed by a read.
 * Throws what the preflight or Sigma refuses.
 */
export async function save(request: SaveRequest, context: Context): Promise<Applied> {
  const salt = context.salt(SALT_BYTES);
  const outcome = await saveInTime(request, context);
  const report =
    outcome.kind === "saved" ? outcome.report : await settle(request, outcome.reason, context);
  const state = stateAfterSave(request, report, salt);
  const different =
    report === undefined ? [] : differingFacts(factsOf(request.vendor), report.facts);
  if (different.length === 0) return { state };
  // What Sigma says it saved is what was applied: it is no change made outside, and the next run puts it right.
  return {
    state: { ...state, applied: state.remote },
    problem: new IntegrationError("SAVED_DIFFERENTLY", {
      problem: `Sigma accepted the save for ${request.organizationId} and reports another ${different.map((path) => `{${path}}`).join(" and ")} than was sent`,
    }),
  };
}

function stateAfterSave(
  { organizationId, config, vendor, before }: SaveRequest,
  report: Report | undefined,
  salt: Uint8Array,
): IntegrationState {
  const applied = factsOf(vendor);
  const remote = report === undefined ? applied : completeFacts(report.facts, applied);
  const revisions = revisionsOf(report);
  const readable = before.kind !== "unknown";
  const keyVersions = keyVersionsOf(vendor);
  return {
    organizationId,
    aiProvider: remote.aiProvider,
    status: readable ? "configured" : "unverified",
    driftVisibility: readable ? visibility(report, revisions) : "none",
    applied,
    remote,
    credentialFingerprint: fingerprint(vendor, salt),
    ...(keyVersions === undefined ? {} : { keyVersions }),
    ...revisions,
    ...lastChangeOf(report),
    ...echo(config),
  };
}
