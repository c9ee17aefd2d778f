import { isStateOnly } from "./changes.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { resolveVendor } from "./credentials.ts";
import { withObservation } from "./observe.ts";
import { confirmOrganization } from "./organization.ts";
import { outsideChange, refuseIfStopped } from "./outside-change.ts";
import { plan, type PlanContext } from "./plan.ts";
import type { Observation } from "./port.ts";
import { save, type Applied } from "./save.ts";
import { withEcho, type IntegrationState } from "./state.ts";

/**
 * Edit: saves in place, also where the vendor changes, since a removal would clear Sigma's indexes. Changes of settings
 * alone write state and send nothing. Throws CHANGED_OUTSIDE where drift is to stop the apply.
 */
export async function update(
  state: IntegrationState,
  config: Config,
  context: Context & Pick<PlanContext, "ignores">,
): Promise<Applied> {
  const list = await plan(config, state, context);
  if (isStateOnly(list)) {
    // Another connection must still lead to the same organization.
    if (list.some(({ path }) => path === "connection")) {
      await confirmOrganization(context, { config, state });
    }
    return { state: withEcho(state, config) };
  }
  const vendor = await resolveVendor(config.vendor, context.credentials);
  const organizationId = await confirmOrganization(context, { config, state });
  context.claims.claim(organizationId);
  try {
    const before = await context.port.read(context.signal);
    heedOutsideChange(state, before, config, context);
    return await save({ organizationId, config, vendor, before }, context);
  } catch (error) {
    context.claims.release(organizationId);
    throw error;
  }
}

/** What was changed outside is overwritten, but never silently. */
function heedOutsideChange(
  state: IntegrationState,
  before: Observation,
  { settings }: Config,
  { notify }: Pick<Context, "notify">,
): void {
  const seen =
    before.kind === "absent"
      ? "the integration was removed outside"
      : outsideChange(withObservation(state, before));
  if (seen === undefined) return;
  refuseIfStopped(settings.credentialDrift, state.organizationId, seen);
  const text = `a change made outside is overwritten: ${seen}`;
  const { organizationId } = state;
  notify({ organizationId, severity: "warning", title: "A change is overwritten", text });
}
