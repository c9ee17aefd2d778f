import type { SimulatorContext } from "../http/env.ts";
import { readJson } from "../http/json-body.ts";
import { badRequest, notFound } from "../simulator-error.ts";
import type { Integration } from "../store/integration.ts";
import type { World } from "../world.ts";
import { aiConfigSchema, withoutKeys } from "./ai-config.ts";
import { authenticateAdmin } from "./authenticate.ts";
import { refusalOf } from "./validate.ts";

/**
 * Saves the caller's AI provider, after trying its credentials. A refused save changes nothing.
 *
 * @see https://help.sigmacomputing.com/reference/create-ai-config
 */
export async function saveAiConfig(c: SimulatorContext, world: World): Promise<Response> {
  const { organizationId, userId } = authenticateAdmin(c, world);
  const config = await readJson(c, aiConfigSchema);
  const refusal = await refusalOf(config, world);
  if (refusal !== undefined) throw badRequest(refusal);
  const saved = world.integrations.save(organizationId, withoutKeys(config), {
    userId,
    source: "api",
  });
  return c.json(world.profile === "full" ? report(saved) : {});
}

/** Reads the caller's AI provider, never a credential. That this route exists is assumed. */
export function readAiConfig(c: SimulatorContext, world: World): Response {
  if (world.profile === "published") throw notFound();
  const { organizationId } = authenticateAdmin(c, world);
  const { integration } = world.integrations.state(organizationId);
  if (integration === null) return c.json({ provider: null });
  return c.json(
    world.profile === "full" ? report(integration) : { provider: integration.provider },
  );
}

/** Removes the caller's AI provider. That this route exists, and answers 200 where nothing is, is assumed. */
export function removeAiConfig(c: SimulatorContext, world: World): Response {
  if (world.profile === "published") throw notFound();
  const { organizationId, userId } = authenticateAdmin(c, world);
  world.integrations.remove(organizationId, { userId, source: "api" });
  return c.json({});
}

function report({ keyDigests: _, ...known }: Integration): Omit<Integration, "keyDigests"> {
  return known;
}
