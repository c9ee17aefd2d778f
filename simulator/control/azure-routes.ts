import { isArmPath } from "../azure/routes.ts";
import { azureSettingsSchema } from "../azure/settings.ts";
import type { Controls } from "../controls.ts";
import { readJson } from "../http/json-body.ts";
import type { World } from "../world.ts";
import type { ControlRoute } from "./control-route.ts";

/** The control routes over the simulated Azure Resource Manager. */
export function azureRoutes(world: World, controls: Controls): ControlRoute[] {
  return [
    {
      method: "GET",
      path: "/azure",
      summary: "What Azure Resource Manager holds, with digests for keys, and its settings",
      handle: () => controls.azureState(),
    },
    {
      method: "PATCH",
      path: "/azure",
      summary:
        "Changes settings: { operationTime?, busyTime?, propagationTime?, disableLocalAuthByPolicy? }",
      handle: async (c) => {
        controls.setAzureSettings(await readJson(c, azureSettingsSchema));
        return controls.azureState().settings;
      },
    },
    {
      method: "GET",
      path: "/azure/requests",
      summary: "The requests to Azure Resource Manager so far",
      handle: () => ({ requests: world.log.entries.filter(({ path }) => isArmPath(path)) }),
    },
  ];
}
