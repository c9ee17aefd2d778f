import type { Controls } from "../controls.ts";
import { readJson } from "../http/json-body.ts";
import { outsideRemovalSchema, outsideSaveSchema } from "../outside-edit.ts";
import { parameter, type ControlRoute } from "./control-route.ts";

const PATH = "/organizations/:organizationId/integration";

/** The control routes over what an organization has configured: to look, and to edit it behind the client's back. */
export function integrationRoutes(controls: Controls): ControlRoute[] {
  return [
    {
      method: "GET",
      path: PATH,
      summary: "What an organization has configured, with digests for keys",
      handle: (c) => controls.state(parameter(c, "organizationId")),
    },
    {
      method: "PUT",
      path: PATH,
      summary: "Saves by hand: { config, userId?, validate? }",
      handle: async (c) =>
        controls.saveOutside(parameter(c, "organizationId"), await readJson(c, outsideSaveSchema)),
    },
    {
      method: "DELETE",
      path: PATH,
      summary: "Removes by hand: { userId? }",
      handle: async (c) =>
        controls.removeOutside(
          parameter(c, "organizationId"),
          await readJson(c, outsideRemovalSchema),
        ),
    },
  ];
}
