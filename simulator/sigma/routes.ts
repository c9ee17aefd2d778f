import { Hono } from "hono";

import contract from "../../schema/sigma-contract.json" with { type: "json" };
import type { SimulatorContext, SimulatorEnv } from "../http/env.ts";
import type { World } from "../world.ts";
import { readAiConfig, removeAiConfig, saveAiConfig } from "./ai-config-routes.ts";
import { whoami } from "./identity-routes.ts";
import { getTenant, listTenants } from "./tenant-routes.ts";
import { createToken } from "./token-routes.ts";

type Operation = keyof typeof contract.operations;
type Handler = (c: SimulatorContext, world: World) => Response | Promise<Response>;

/** The version of the contract that the simulator speaks. */
export const CONTRACT_VERSION: string = contract.version;

/** Complete by type: an operation that the contract gains must be added here. */
const handlers: Readonly<Record<Operation, Handler>> = {
  token: createToken,
  whoami,
  tenants: listTenants,
  tenant: getTenant,
  save: saveAiConfig,
  read: readAiConfig,
  remove: removeAiConfig,
};

/** Sigma's API. Methods and paths come from the contract in `schema/`. */
export function createSigma(world: World): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>();
  for (const operation of Object.keys(contract.operations).filter(isOperation)) {
    const { method, path } = contract.operations[operation];
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ":$1"), (c) => handlers[operation](c, world));
  }
  return app;
}

function isOperation(name: string): name is Operation {
  return name in handlers;
}
