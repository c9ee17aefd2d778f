import type { Target } from "../../integration/config.ts";
import type { Context } from "../../integration/context.ts";
import type { Applied } from "../../integration/save.ts";
import { createCollector, type Collector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import { isPlannedRemoval } from "../planned-removal.ts";
import type { Call, Provider } from "../provider.ts";
import type {
  ApplyResourceChange_Request,
  ApplyResourceChange_Response,
} from "../protocol/gen/tfplugin6.ts";
import { recordedAfterApply } from "../recorded.ts";
import { timeoutOf, type TimedOperation } from "../timeouts.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic } from "../wire.ts";
import type { ObjectValue } from "../values/value.ts";

/** One apply: what is recorded, what is desired, and what it needs. */
interface Apply {
  prior: ObjectValue | null;
  desired: ObjectValue | null;
  provider: Provider;
  collector: Collector;
  signal: AbortSignal;
}

/** Creates, updates or removes. What fails leaves the recorded state as it was. */
export async function applyResourceChange(
  {
    priorState,
    plannedState,
    config,
    plannedPrivate,
    plannedIdentity,
  }: ApplyResourceChange_Request,
  provider: Provider,
  { signal }: Call,
): Promise<ApplyResourceChange_Response> {
  const prior = decodeObject(priorState);
  const isRemoval = decodeObject(plannedState) === null;
  const desired = isRemoval ? null : decodeObject(config);
  const isUnplanned = isRemoval && !isPlannedRemoval(plannedPrivate);
  const phase = isUnplanned ? "unplanned removal" : "apply";
  const collector = createCollector(phase, desired ?? prior, provider.log);
  let state = prior;
  try {
    state = await apply({ prior, desired, provider, collector, signal });
  } catch (error) {
    collector.fail(error);
  }
  return {
    newState: encodeDynamic(state),
    private: isRemoval ? new Uint8Array() : plannedPrivate,
    newIdentity: identityOf(state) ?? plannedIdentity,
    diagnostics: encodeDiagnostics(collector.diagnoses()),
    legacyTypeSystem: false,
  };
}

async function apply(call: Apply): Promise<ObjectValue | null> {
  if (call.desired === null) {
    if (call.prior !== null) await remove(call, call.prior);
    return null;
  }
  const { desired, prior, collector } = call;
  const { state, problem } = await save(call, desired);
  // A create that fails is replaced by Terraform at the next apply, and a replacement would clear Sigma's indexes.
  if (problem !== undefined && prior === null) collector.warn(problem);
  else if (problem !== undefined) collector.fail(problem);
  return recordedAfterApply(desired, prior, state);
}

async function save(call: Apply, desired: ObjectValue): Promise<Applied> {
  const [{ create }, { update }, { checked }, { waitOf }, codec] = await Promise.all([
    import("../../integration/create.ts"),
    import("../../integration/update.ts"),
    import("../../integration/check.ts"),
    import("../../integration/config.ts"),
    import("../decode.ts"),
  ]);
  const config = checked(codec.decodeConfig(desired));
  const operation = call.prior === null ? "create" : "update";
  const wait = waitOf(config.settings);
  const context = await contextOf(call, config.target, operation, desired, wait);
  return call.provider.turns().take(config.target, async () => {
    return call.prior === null
      ? create(config, context)
      : update(codec.decodeState(call.prior), config, context);
  });
}

async function remove(call: Apply, prior: ObjectValue): Promise<void> {
  const [core, { decodeState }] = await Promise.all([
    import("../../integration/remove.ts"),
    import("../decode.ts"),
  ]);
  const state = decodeState(prior);
  const context = await contextOf(call, state, "delete", prior);
  await call.provider.turns().take(state, () => core.remove(state, context));
}

async function contextOf(
  { provider, collector: { notify }, signal }: Apply,
  target: Target,
  operation: TimedOperation,
  resource: ObjectValue,
  wait = 0,
): Promise<Context> {
  const timeout = timeoutOf(resource, operation);
  return (await provider.contextFor({ notify, timeout, wait, signal }))(target);
}
