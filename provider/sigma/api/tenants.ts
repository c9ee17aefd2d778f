import { z } from "zod";
import { IntegrationError } from "../../integration/errors.ts";
import { isLoopback, operationUrl } from "../base-url.ts";
import type { Connection } from "../connection.ts";
import type { TokenSource } from "./access-token.ts";
import { ANSWER_TIMEOUT, call, type Transport } from "./call.ts";
import { refusal, unexpected } from "./failures.ts";

/**
 * An id as Sigma gives it: it is shown as it is, and becomes the id of a resource. It has a letter or a digit, since dots alone
 * would lead to another path.
 */
export const sigmaId = z.string().regex(/^(?=.*\w)[\w.:@-]{1,200}$/);

const tenantSchema = z.object({
  tenantOrganizationId: sigmaId,
  parentOrganizationId: sigmaId,
  tenantOrganizationName: z.string(),
  tenantOrganizationSlug: z.string(),
  tenantApiUrl: z.string().nullish(),
});

const tenantPage = z.object({
  entries: z.array(tenantSchema),
  nextPageToken: z.string().min(1).nullish(),
});

/** How many tenants one page has. Sigma's maximum is second-hand. */
const PAGE_SIZE = 500;

/** A tenant organization, as its parent sees it. */
export type Tenant = z.output<typeof tenantSchema>;

/** One tenant. Throws TENANT_NOT_FOUND where the parent has none of that id. */
export async function getTenant(
  tenantOrganizationId: string,
  connection: Connection,
  tokens: TokenSource,
  transport: Transport,
  signal: AbortSignal,
): Promise<Tenant> {
  const { method, path } = connection.contract.operations.tenant;
  const url = operationUrl(connection.baseUrl, path, { tenantOrganizationId });
  const request = { method, url, timeout: ANSWER_TIMEOUT.read };
  const { answer, secrets } = await call(request, tokens, connection, transport, signal);
  if (answer.status === 404 && !answer.isHtml) {
    throw new IntegrationError("TENANT_NOT_FOUND", {
      path: "tenant",
      problem: `the organization of these credentials has no tenant "${tenantOrganizationId}"`,
      requestId: answer.requestId,
    });
  }
  if (answer.status >= 400) throw refusal(answer, request, secrets);
  const parsed = tenantSchema.safeParse(answer.json);
  if (parsed.success && parsed.data.tenantOrganizationId === tenantOrganizationId)
    return parsed.data;
  throw unexpected(answer, request, `the tenant ${tenantOrganizationId}`);
}

/**
 * Every tenant of the credentials' organization, in Sigma's order. A page that cannot be understood, a null entry or a page
 * token that comes back again fails the whole list: a list that silently lacks an organization is worse than none.
 */
export async function listTenants(
  connection: Connection,
  tokens: TokenSource,
  transport: Transport,
  signal: AbortSignal,
): Promise<Tenant[]> {
  const { method, path } = connection.contract.operations.tenants;
  const tenants: Tenant[] = [];
  const seen = new Set<string>();
  for (let pageToken: string | undefined; ;) {
    const url = operationUrl(connection.baseUrl, path);
    url.searchParams.set("pageSize", String(PAGE_SIZE));
    if (pageToken !== undefined) url.searchParams.set("pageToken", pageToken);
    const request = { method, url, timeout: ANSWER_TIMEOUT.read };
    const { answer, secrets } = await call(request, tokens, connection, transport, signal);
    if (answer.status >= 400) throw refusal(answer, request, secrets);
    const page = tenantPage.safeParse(answer.json);
    if (!page.success) throw unexpected(answer, request, "a page of tenants, without gaps");
    tenants.push(...page.data.entries);
    pageToken = page.data.nextPageToken ?? undefined;
    if (pageToken === undefined) return tenants;
    if (seen.has(pageToken)) throw unexpected(answer, request, "a new page token on every page");
    seen.add(pageToken);
  }
}

/**
 * Where a tenant's own API is: the address that Sigma gives for it, if its host is known, else the parent's. A host that is
 * not known is never sent a token.
 */
export function tenantBaseUrl({ tenantApiUrl }: Tenant, { baseUrl, contract }: Connection): URL {
  if (tenantApiUrl === undefined || tenantApiUrl === null || !URL.canParse(tenantApiUrl))
    return baseUrl;
  const url = new URL(tenantApiUrl);
  const known =
    url.host === baseUrl.host ||
    Object.values(contract.regions).some((region) => new URL(region).host === url.host) ||
    (isLoopback(url) && isLoopback(baseUrl));
  return known && (url.protocol === "https:" || isLoopback(url)) ? url : baseUrl;
}
