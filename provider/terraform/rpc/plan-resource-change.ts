import { createCollector, type Collector } from "../diagnostics.ts";
import { identityOf } from "../identity.ts";
import { heedPlace } from "../place-conflicts.ts";
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
    plannedPrivate: priorPrivate,
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
  const places = provider.places();
  if (desired === null) {
    const state = prior === null ? undefined : decodeState(prior);
    // What a replacement has saved first is left in place when the old one is removed.
    if (state === undefined || context.claims.has(state.organizationId)) {
      return { planned: null, replaces: [] };
    }
    core.planRemove(state, context);
    if (state.removal === "remove") heedPlace(state, "remove", places, { notify });
    return { planned: null, replaces: [] };
  }
  const config = checked(decodeConfig(desired));
  if (prior === null) {
    core.planCreate(config, context);
    const { tenant } = config.target;
    if (!config.unknown.includes("tenant")) {
      heedPlace({ tenant, organizationId: tenant }, "add", places, { notify });
    }
    return { planned: plannedCreate(desired), replaces: [] };
  }
  const state = decodeState(prior);
  const changes = await core.plan(config, state, context);
  const replaces = changes.filter(({ kind }) => kind === "replace").map(({ path }) => path);
  if (replaces.length === 0) heedPlace(state, "keep", places, { notify });
  return { planned: plannedUpdate(desired, prior, config, changes), replaces };
}
