import {
  outsideRemovalSchema,
  outsideSaveSchema,
  type OutsideRemoval,
  type OutsideSave,
} from "./outside-edit.ts";
import { parsed } from "./parsed.ts";
import { withoutKeys } from "./sigma/ai-config.ts";
import { refusalOf } from "./sigma/validate.ts";
import { badRequest, notFound } from "./simulator-error.ts";
import type { Actor, OrganizationState } from "./store/integration.ts";
import type { World } from "./world.ts";

/**
 * What an organization has configured.
 *
 * @throws SimulatorError 404 if there is no such organization
 */
export function stateOf(world: World, organizationId: string): OrganizationState {
  if (world.directory.organization(organizationId) === undefined) {
    throw notFound(`There is no organization "${organizationId}"`);
  }
  return world.integrations.state(organizationId);
}

/** Saves an integration as a person does on the admin page. */
export async function saveOutside(
  world: World,
  organizationId: string,
  edit: OutsideSave,
): Promise<OrganizationState> {
  const { config, userId, validate } = parsed(outsideSaveSchema, edit);
  const actor = actorOf(world, organizationId, userId);
  const refusal = validate ? await refusalOf(config, world) : undefined;
  if (refusal !== undefined) throw badRequest(refusal);
  world.integrations.save(organizationId, withoutKeys(config), actor);
  return stateOf(world, organizationId);
}

/** Removes an integration as a person does on the admin page. */
export function removeOutside(
  world: World,
  organizationId: string,
  removal: OutsideRemoval,
): OrganizationState {
  const { userId } = parsed(outsideRemovalSchema, removal);
  world.integrations.remove(organizationId, actorOf(world, organizationId, userId));
  return stateOf(world, organizationId);
}

function actorOf(world: World, organizationId: string, userId: string | undefined): Actor {
  stateOf(world, organizationId);
  const admins = world.directory.admins(organizationId);
  const admin = userId === undefined ? admins.at(-1) : admins.find(({ id }) => id === userId);
  if (admin === undefined) {
    throw badRequest(`userId: expected an admin of organization "${organizationId}"`);
  }
  return { userId: admin.id, source: "outside" };
}
