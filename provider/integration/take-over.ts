import { adoptedVersions } from "./adopt.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { resolveVendor } from "./credentials.ts";
import { factsOf } from "./facts.ts";
import { fingerprint, SALT_BYTES } from "./fingerprint.ts";
import { confirmOrganization } from "./organization.ts";
import { echo, type IntegrationState } from "./state.ts";

/**
 * The state that another tool's record of its save becomes. Only the organization is asked for; the next read tells what is
 * there now. The key leaves its fingerprint, so that the same key in the configuration is no change.
 */
export async function takeOver(config: Config, context: Context): Promise<IntegrationState> {
  const organizationId = await confirmOrganization(context, { config });
  const vendor = await resolveVendor(config.vendor, context.credentials);
  const facts = factsOf(vendor);
  const keyVersions = adoptedVersions(facts);
  return {
    organizationId,
    aiProvider: facts.aiProvider,
    status: "unverified",
    driftVisibility: "none",
    applied: facts,
    remote: facts,
    credentialFingerprint: fingerprint(vendor, context.salt(SALT_BYTES)),
    ...(keyVersions === undefined ? {} : { keyVersions }),
    ...echo(config),
  };
}
