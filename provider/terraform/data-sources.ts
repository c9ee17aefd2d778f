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
  const { inspect } = await import("../integration/inspect.ts");
  const contextFor = await provider.contextFor(settings);
  const { organizationId, observation } = await inspect(
    contextFor(typeof tenant === "string" ? { tenant } : {}),
  );
  const report = observation.kind === "present" ? observation.report : undefined;
  const status = { present: "configured", absent: "absent", unknown: "unverified" } as const;
  return {
    id: organizationId,
    organization_id: organizationId,
    status: status[observation.kind],
    ai_provider: encodeValue(report?.facts.aiProvider),
    language_model: encodeValue(report?.facts.languageModel),
    embedding_model: encodeValue(report?.facts.embeddingModel),
    revision: encodeValue(report?.revision),
    updated_at: encodeValue(report?.updatedAt),
    updated_by: encodeValue(report?.updatedBy),
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
