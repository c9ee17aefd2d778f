import type { CallSettings } from "../runtime/runtime.ts";
import { encodeValue } from "./encode.ts";
import type { Provider } from "./provider.ts";
import type { ObjectValue } from "./values/value.ts";

/** What Sigma reports about one organization's integration now. A read that fails is never "absent". */
export async function readIntegrationData(
  { tenant }: ObjectValue,
  provider: Provider,
  settings: CallSettings,
): Promise<ObjectValue> {
  const { inspect, summarize } = await import("../integration/inspect.ts");
  const contextFor = await provider.contextFor(settings);
  const found = summarize(await inspect(contextFor(typeof tenant === "string" ? { tenant } : {})));
  return {
    id: found.organizationId,
    organization_id: found.organizationId,
    status: found.status,
    ai_provider: encodeValue(found.aiProvider),
    language_model: encodeValue(found.languageModel),
    embedding_model: encodeValue(found.embeddingModel),
    revision: encodeValue(found.revision),
    updated_at: encodeValue(found.updatedAt),
    updated_by: encodeValue(found.updatedBy),
  };
}

/** The tenants of the credentials' organization. */
export async function readTenantsData(
  _: ObjectValue,
  provider: Provider,
  settings: CallSettings,
): Promise<ObjectValue> {
  const { own, tenants } = await provider.organizations(settings);
  return {
    id: own,
    tenants: tenants.map((tenant) => ({
      organization_id: tenant.tenantOrganizationId,
      name: tenant.tenantOrganizationName,
      slug: tenant.tenantOrganizationSlug,
    })),
  };
}
