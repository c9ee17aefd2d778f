import type { SimulatorContext } from "../http/env.ts";
import type { World } from "../world.ts";
import { authenticate } from "./authenticate.ts";

/**
 * `GET /v2/whoami`.
 *
 * @see https://help.sigmacomputing.com/openapi.json
 */
export function whoami(c: SimulatorContext, world: World): Response {
  const { userId, organizationId } = authenticate(c, world);
  return c.json({ userId, organizationId });
}
