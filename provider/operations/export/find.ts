import type { Runtime } from "../../runtime/runtime.ts";
import type { OrganizationStatus } from "../status/organization-status.ts";
import { readStatus, type Progress, type Selection } from "../status/read-status.ts";
import type { FoundIntegration } from "./found.ts";
import { knownVendor } from "../../integration/model.ts";

/** An organization that is not in the code, and why. */
export interface LeftOut {
  organizationId: string;
  /** `absent`: there is nothing to export; `unreadable`: it cannot be told; `unknown vendor`: there are no fields for it. */
  kind: "absent" | "unreadable" | "unknown vendor";
  why: string;
}

/** Everything that was asked for, as it is at Sigma now. */
export interface Findings {
  found: FoundIntegration[];
  leftOut: LeftOut[];
  /** True where the user ended it before all was read. */
  partial: boolean;
}

/**
 * Reads the integrations to export. One that cannot be read does not stop the others. Throws where all would fail, as
 * {@link readStatus} does.
 */
export async function findIntegrations(
  runtime: Pick<Runtime, "forOperation" | "organizations">,
  selection: Selection,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<Findings> {
  const tenants: { id: string; slug: string }[] = [];
  const noting: typeof runtime = {
    ...runtime,
    organizations: async (...given) => {
      const organizations = await runtime.organizations(...given);
      for (const tenant of organizations.tenants) {
        tenants.push({ id: tenant.tenantOrganizationId, slug: tenant.tenantOrganizationSlug });
      }
      return organizations;
    },
  };
  const { organizations, partial } = await readStatus(noting, selection, signal, onProgress);
  const own = await ownOrganization(runtime, selection, signal);
  const findings: Findings = { found: [], leftOut: [], partial };
  for (const organization of organizations) {
    const { organizationId, name } = organization;
    const left = leftOut(organization);
    if (left !== undefined) findings.leftOut.push(left);
    if (left !== undefined || organization.status !== "configured") continue;
    const { aiProvider, languageModel, embeddingModel } = organization;
    const slug = tenants.find(({ id }) => id === organizationId)?.slug;
    findings.found.push({
      organizationId,
      isTenant: organizationId !== own,
      ...(name === undefined ? {} : { name }),
      ...(slug === undefined ? {} : { slug }),
      facts: { aiProvider, languageModel, embeddingModel },
    });
  }
  return findings;
}

/** Known to the session already, so that nothing is sent. */
async function ownOrganization(
  runtime: Pick<Runtime, "forOperation">,
  { connection }: Selection,
  signal: AbortSignal,
): Promise<string> {
  const target = connection === undefined ? {} : { connection };
  const { port, signal: deadline } = runtime.forOperation(target, {}, { signal });
  const { organizationId } = await port.identify(deadline);
  return organizationId;
}

function leftOut(organization: OrganizationStatus): LeftOut | undefined {
  const { organizationId } = organization;
  if (organization.status === "absent") {
    return { organizationId, kind: "absent", why: "no AI provider is configured" };
  }
  if (organization.status === "unreadable") {
    const { reason, advice, code } = organization;
    const suffix = code === undefined ? "" : ` [${code}]`;
    return { organizationId, kind: "unreadable", why: `${reason}. ${advice}${suffix}` };
  }
  if (knownVendor(organization.aiProvider) !== undefined) return undefined;
  const why = `this version has no fields for the vendor "${organization.aiProvider}"`;
  return { organizationId, kind: "unknown vendor", why };
}
