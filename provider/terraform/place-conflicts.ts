import type { Target } from "../integration/config.ts";
import type { Context } from "../integration/context.ts";
import { IntegrationError } from "../integration/errors.ts";
import type { PlannedAction, Places } from "./places.ts";

/** Where something is planned: the organization's id as well, where it is known. */
interface Place extends Target {
  organizationId?: string | undefined;
}

/**
 * Notes what is planned at a place. Where one resource adds what another one removes the user is told, since it may well be the
 * same integration. Throws DUPLICATE_RESOURCE where one removes what another one keeps: the engine would do so without a word.
 */
export function heedPlace(
  place: Place,
  action: PlannedAction,
  places: Places,
  { notify }: Pick<Context, "notify">,
): void {
  const planned = places.plan(place, action);
  if (!planned.has("remove")) return;
  const { organizationId } = place;
  if (planned.has("keep")) {
    throw new IntegrationError("DUPLICATE_RESOURCE", {
      problem: `two resources of the state manage ${organizationId ?? "the same organization"}, and to remove one of them would take the integration away from the other one too`,
      expected: "one resource for each organization",
      advice:
        "Take the one that goes out of the state without removing it: with a removed block that has destroy = false, or with state rm.",
    });
  }
  if (!planned.has("add")) return;
  notify({
    ...(organizationId === undefined ? {} : { organizationId }),
    severity: "warning",
    title: "A resource under another name",
    text: "one resource of this plan removes the integration and another one adds it: AI may go off in between, and Sigma then clears every indexed data source; where it is the same integration, write a moved block",
  });
}
