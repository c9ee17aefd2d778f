import type { Context } from "./context.ts";
import { withObservation } from "./observe.ts";
import { confirmOrganization } from "./organization.ts";
import type { IntegrationState } from "./state.ts";

/**
 * Refresh: what the recorded state becomes in the light of what Sigma reports, or nothing where the integration was
 * removed outside. Only a read that says so counts as removed; a transport that cannot read leaves the state as it is and
 * says that drift cannot be seen.
 */
export async function read(
  state: IntegrationState,
  context: Context,
): Promise<IntegrationState | undefined> {
  const organizationId = await confirmOrganization(context, { state });
  const observation = await context.port.read(context.signal);
  if (observation.kind === "absent") {
    const text =
      "the integration was removed outside: Sigma reports that no AI provider is configured";
    context.notify({ organizationId, severity: "warning", title: "Removed outside", text });
    return undefined;
  }
  if (observation.kind === "unknown") {
    const text = `drift cannot be seen: ${observation.reason}; only the organization was checked`;
    context.notify({ organizationId, severity: "warning", title: "Drift cannot be seen", text });
  }
  return withObservation(state, observation);
}
