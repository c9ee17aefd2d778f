import { createCollector, type Collector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import { PLANNED_REMOVAL } from "../planned-removal.ts";
import { plannedCreate, plannedUpdate } from "../planned.ts";
import type { Provider } from "../provider.ts";
import type {
  PlanResourceChange_Request,
  PlanResourceChange_Response,
} from "../protocol/gen/tfplugin6.ts";
import { decodeObject, encodeDiagnostics, encodeDynamic, encodePath } from "../wire.ts";
import type { ObjectValue } from "../values/value.ts";

/** What a plan comes to. */
interface Outcome {
  planned: ObjectValue | null;
  /** The attributes for which the resource must be made anew. */
  replaces: readonly string[];
}

/** Plans a create, an update or a removal. Nothing is sent; what it does to people is said. */
export async function planResourceChange(
  { priorState, config, priorPrivate, priorIdentity }: PlanResourceChange_Request,
  provider: Provider,
): Promise<PlanResourceChange_Response> {
  const prior = decodeObject(priorState);
  const desired = decodeObject(config);
  const collector = createCollector("plan", desired ?? prior, provider.log);
  let outcome: Outcome = { planned: prior, replaces: [] };
  try {
    outcome = await plan(prior, desired, provider, collector);
  } catch (error) {
    collector.fail(error);
  }
  return {
    plannedState: encodeDynamic(outcome.planned),
    requiresReplace: outcome.replaces.map((name) => encodePath([name])),
    plannedPrivate: desired === null ? PLANNED_REMOVAL : priorPrivate,
    plannedIdentity: priorIdentity ?? identityOf(prior),
    diagnostics: encodeDiagnostics(collector.diagnoses()),
    legacyTypeSystem: false,
    deferred: undefined,
  };
}

async function plan(
  prior: ObjectValue | null,
  desired: ObjectValue | null,
  provider: Provider,
  { notify }: Collector,
): Promise<Outcome> {
  const [core, { checked }, { decodeConfig, decodeState }, runtime] = await Promise.all([
    import("../../integration/plan.ts"),
    import("../../integration/check.ts"),
    import("../decode.ts"),
    provider.runtime(),
  ]);
  const context = runtime.forPlan({ notify });
  if (desired === null) {
    if (prior !== null) core.planRemove(decodeState(prior), context);
    return { planned: null, replaces: [] };
  }
  const config = checked(decodeConfig(desired));
  if (prior === null) {
    core.planCreate(config, context);
    return { planned: plannedCreate(desired), replaces: [] };
  }
  const changes = await core.plan(config, decodeState(prior), context);
  const replaces = changes.filter(({ kind }) => kind === "replace").map(({ path }) => path);
  return { planned: plannedUpdate(desired, prior, config, changes), replaces };
}
