import { settingsOf, type Target } from "./config.ts";
import type { Context } from "./context.ts";
import { IntegrationError } from "./errors.ts";
import { sharesEndpoint } from "./facts.ts";
import { FIRST_VERSION } from "./first-version.ts";
import { knownVendor } from "./model.ts";
import { visibility } from "./observe.ts";
import type { Report, VendorFacts } from "./port.ts";
import { lastChangeOf, revisionsOf } from "./revisions.ts";
import type { IntegrationState } from "./state.ts";

/**
 * Import: takes an integration into the state that was made elsewhere, by the id of its organization: the credentials' own,
 * or a tenant of it. Nothing is changed at Sigma. No key is known afterwards, so the next plan saves it once, unless the
 * configuration says by a version that it is the one that is there: adopted keys have version 1.
 *
 * Throws NOTHING_TO_IMPORT where nothing is configured, and EXISTENCE_UNKNOWN where Sigma's API cannot tell.
 */
export async function adopt(
  id: string,
  contextFor: (target: Target) => Context,
): Promise<IntegrationState> {
  const own = contextFor({});
  const { organizationId } = await own.port.identify(own.signal);
  const target: Target = organizationId === id ? {} : { tenant: id };
  const context = organizationId === id ? own : contextFor(target);
  if (organizationId !== id) await confirmTenant(context);

  const observation = await context.port.read(context.signal);
  if (observation.kind === "present") return adopted(id, target, observation.report);
  throw observation.kind === "absent"
    ? new IntegrationError("NOTHING_TO_IMPORT", {
        problem: `no AI provider is configured for the organization ${id}`,
      })
    : new IntegrationError("EXISTENCE_UNKNOWN", {
        problem: `the integration of ${id} cannot be imported: ${observation.reason}`,
        advice:
          'Create the resource instead, with {existing} set to "overwrite"; the key that is there is replaced.',
      });
}

/** An import names an id, and no field: the error must not blame one. */
async function confirmTenant({ port, signal }: Context): Promise<void> {
  try {
    await port.identify(signal);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== "TENANT_NOT_FOUND") throw error;
    throw new IntegrationError(error.code, {
      ...error.details,
      path: undefined,
      advice: "Give the id of the credentials' own organization, or of one of its tenants.",
    });
  }
}

/** The versions of keys that were saved elsewhere. Two deployments behind one endpoint share a key; behind two they have two. */
export function adoptedVersions(facts: VendorFacts): Record<string, number> | undefined {
  const vendor = knownVendor(facts.aiProvider);
  if (vendor === undefined) return undefined;
  if (vendor !== "azureOpenai" || sharesEndpoint(facts)) {
    return { [`${vendor}.apiKey`]: FIRST_VERSION };
  }
  return {
    "azureOpenai.languageModel.apiKey": FIRST_VERSION,
    "azureOpenai.embeddingModel.apiKey": FIRST_VERSION,
  };
}

function adopted(organizationId: string, target: Target, report: Report): IntegrationState {
  const { facts } = report;
  const revisions = revisionsOf(report);
  const keyVersions = adoptedVersions(facts);
  return {
    organizationId,
    aiProvider: facts.aiProvider,
    status: "configured",
    driftVisibility: visibility(report, revisions),
    // What is there counts as applied, so that a later change of it is seen as one made outside.
    applied: facts,
    remote: facts,
    ...(keyVersions === undefined ? {} : { keyVersions }),
    ...revisions,
    ...lastChangeOf(report),
    ...target,
    ...settingsOf({}),
  };
}
