import type { Claims, PlannedAction } from "./claims.ts";
import type { Target } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";

/** Where something is planned: the organization's id as well, where it is known. */
interface Place extends Target {
  organizationId?: string | undefined;
}

/**
 * Notes what is planned at a place. Where one resource adds what another one removes the user is told, since it may well be
 * the same integration. Throws DUPLICATE_RESOURCE where one removes what another one keeps: the engine would do so without a
 * word.
 */
export function heedPlace(
  place: Place,
  action: PlannedAction,
  { claims, notify }: Pick<Context, "notify"> & { claims?: Claims },
): void {
  const planned = claims?.plan(place, action);
  if (planned?.has("remove") !== true) return;
  const { organizationId } = place;
  if (planned.has("keep")) {
    throw new IntegrationError("DUPLICATE_RESOURCE", {
      problem: `two resources of the state manage ${organizationId ?? "the same organization"}, and to remove one of them would take the integration away from the other one too`,
      expected: "one resource for each organization",
      advice: "Take the one that goes out of the state without removing it.",
      remedy: { kind: "forget" },
    });
  }
  if (!planned.has("add")) return;
  notify({
    ...(organizationId === undefined ? {} : { organizationId }),
    severity: "warning",
    title: "A resource under another name",
    text: "one resource of this plan removes the integration and another one adds it: AI may go off in between, and Sigma then clears every indexed data source; where it is the same integration, tell the engine so",
    remedy: { kind: "rename" },
  });
}
