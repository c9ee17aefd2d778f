import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";
import type { IntegrationState } from "./state.ts";

/** What an organization must be, as far as configuration and state say. */
interface Expectations {
  config?: Config;
  state?: Pick<IntegrationState, "organizationId">;
}

/**
 * The guard that stands before every request for a resource: the organization behind the credentials must be the one in
 * the state, and the one the configuration expects. Throws WRONG_ORGANIZATION, with nothing else sent; an organization
 * that is the wrong one never counts as "absent".
 */
export async function confirmOrganization(
  context: Context,
  { config, state }: Expectations,
): Promise<string> {
  if (config !== undefined && state !== undefined) confirmExpectation(config, state);
  const expected = config?.settings.expectedOrganizationId;
  const { organizationId } = await context.port.identify(context.signal);
  if (state !== undefined && organizationId !== state.organizationId) {
    throw wrong(
      `the credentials belong to ${organizationId}, but the resource manages ${state.organizationId}`,
    );
  }
  if (expected !== undefined && organizationId !== expected) {
    throw wrong(
      `the credentials belong to ${organizationId}, but {expectedOrganizationId} is ${expected}`,
    );
  }
  return organizationId;
}

/** The part of the guard that needs no request. Throws WRONG_ORGANIZATION. */
export function confirmExpectation(
  { settings: { expectedOrganizationId: expected } }: Config,
  { organizationId }: Pick<IntegrationState, "organizationId">,
): void {
  if (expected === undefined || expected === organizationId) return;
  throw wrong(
    `the resource manages ${organizationId}, but {expectedOrganizationId} is ${expected}`,
    "Correct {expectedOrganizationId}, or use another resource for the other organization.",
  );
}

function wrong(problem: string, advice?: string): IntegrationError {
  return new IntegrationError("WRONG_ORGANIZATION", { problem, advice });
}
