import { Hono } from "hono";

import { createAzureApp } from "../azure/routes.ts";
import { createControl } from "../control/routes.ts";
import type { Controls } from "../controls.ts";
import { faultMiddleware } from "../faults/fault-middleware.ts";
import { createSigma } from "../sigma/routes.ts";
import { sigmaError } from "../sigma/sigma-error.ts";
import { notFound, SimulatorError } from "../simulator-error.ts";
import { mountVendors, vendorsByHost } from "../vendors/mount.ts";
import { CONTROL_PATH, isControlPath, type World } from "../world.ts";
import type { SimulatorContext, SimulatorEnv } from "./env.ts";

/**
 * Everything that the simulator's server answers: Sigma's API, the vendors, Azure, and the control routes. Each request waits
 * for its `arrival` first.
 */
export function createApp(
  world: World,
  controls: Controls,
  arrival: () => Promise<void> = async () => {},
): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  app.use(async (_, next) => {
    await arrival();
    await next();
  });
  app.use(world.log.middleware);
  app.use(faultMiddleware(world.faults, isControlPath));
  app.use(vendorsByHost(world.vendors, world.seed.callerAddress));
  app.route("/", createAzureApp(world.azure));
  app.route("/", createSigma(world));
  app.route("/_vendors", mountVendors(world.vendors, world.seed.callerAddress));
  app.route(CONTROL_PATH, createControl(world, controls));
  app.get(`${CONTROL_PATH}/`, (c) => c.redirect(CONTROL_PATH));
  app.notFound((c) => refused(c, notFound()));
  app.onError((error, c) =>
    refused(
      c,
      error instanceof SimulatorError
        ? error
        : new SimulatorError(500, "internal_error", `The simulator failed: ${error.message}`),
    ),
  );
  return app;
}

function refused(c: SimulatorContext, error: SimulatorError): Response {
  const body = sigmaError(c.get("requestId"), error.code, error.message);
  return c.json(body, error.status, error.headers);
}
