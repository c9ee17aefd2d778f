import { Hono } from "hono";

import { isoTime } from "../clock.ts";
import type { Controls } from "../controls.ts";
import type { SimulatorEnv } from "../http/env.ts";
import { CONTRACT_VERSION } from "../sigma/routes.ts";
import { CONTROL_PATH, type World } from "../world.ts";
import { azureRoutes } from "./azure-routes.ts";
import type { ControlRoute } from "./control-route.ts";
import { faultRoutes } from "./fault-routes.ts";
import { integrationRoutes } from "./integration-routes.ts";
import { recordRoutes } from "./record-routes.ts";
import { vendorRoutes } from "./vendor-routes.ts";
import { worldRoutes } from "./world-routes.ts";

/** The control routes, to be served below `/_simulator`. They ask for no credentials. */
export function createControl(world: World, controls: Controls): Hono<SimulatorEnv> {
  const routes: readonly ControlRoute[] = [
    ...recordRoutes(world, controls),
    ...integrationRoutes(controls),
    ...faultRoutes(controls),
    ...vendorRoutes(controls),
    ...azureRoutes(world, controls),
    ...worldRoutes(world, controls),
  ];
  const app = new Hono<SimulatorEnv>();
  app.get("/", (c) => c.json(overview(world, routes)));
  for (const { method, path, handle } of routes) {
    // Written by hand, since the answers are of many types, which all are plain data.
    app.on(method, path, async (c) =>
      c.body(JSON.stringify(await handle(c)), 200, { "content-type": "application/json" }),
    );
  }
  return app;
}

function overview({ seed, directory, profile, clock }: World, routes: readonly ControlRoute[]) {
  return {
    simulator: "A stand-in for Sigma's REST API and the AI vendors. Nothing here is real.",
    profile,
    contract: CONTRACT_VERSION,
    now: isoTime(clock),
    organizations: directory.organizations.map(({ id, name, parentId }) => ({
      id,
      name,
      ...(parentId === undefined ? {} : { parentId }),
      clientIds: directory.clientIds(id),
    })),
    sigmaAddresses: seed.sigmaAddresses,
    azureResources: seed.vendors.azure.resources.map(({ name, hosts }) => ({ name, hosts })),
    routes: routes.map(({ method, path, summary }) => ({
      route: `${method} ${CONTROL_PATH}${path}`,
      summary,
    })),
  };
}
