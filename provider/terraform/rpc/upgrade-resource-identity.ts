import type {
  UpgradeResourceIdentity_Request,
  UpgradeResourceIdentity_Response,
} from "../protocol/gen/tfplugin6.ts";
import { decodeJsonObject, encodeDynamic } from "../wire.ts";

/** There is one form of identity so far: the organization's id. */
export async function upgradeResourceIdentity({
  rawIdentity,
}: UpgradeResourceIdentity_Request): Promise<UpgradeResourceIdentity_Response> {
  const organizationId = decodeJsonObject(rawIdentity?.json)?.["organization_id"] ?? null;
  const identityData = encodeDynamic({ organization_id: organizationId });
  return { upgradedIdentity: { identityData }, diagnostics: [] };
}
