import type { Controls } from "../controls.ts";
import type { World } from "../world.ts";
import type { ControlRoute } from "./control-route.ts";

/** The control routes over what was recorded: requests and the audit log. */
export function recordRoutes(world: World, controls: Controls): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "/requests",
      summary: "The requests so far",
      handle: () => ({ requests: world.log.entries }),
    },
    {
      method: "GET",
      path: "/vendor-requests",
      summary: "The requests that were meant for a vendor's host",
      handle: () => ({ requests: world.log.vendorEntries }),
    },
    {
      method: "DELETE",
      path: "/requests",
      summary: "Empties both logs of requests",
      handle: () => {
        controls.clearRequests();
        return {};
      },
    },
    {
      method: "GET",
      path: "/audit",
      summary: "The audit log; ?organizationId= for one organization",
      handle: (c) => {
        const wanted = c.req.query("organizationId");
        const events = world.integrations.audit.filter(
          ({ organizationId }) => wanted === undefined || organizationId === wanted,
        );
        return { events };
      },
    },
  ];
}
