import { operationUrl } from "../base-url.ts";
import type { Operation } from "../contract.ts";
import type { TokenSource } from "./access-token.ts";
import type { Call } from "./call.ts";
import type { HttpAnswer } from "../../http/http.ts";
import type { Session } from "./session.ts";

/** One operation of the contract, aimed at one organization. */
export interface Route {
  session: Session;
  tokens: TokenSource;
  request: Call;
  signal: AbortSignal;
}

/** Aims an operation at the credential's own organization, or at a tenant of it. */
export async function openRoute(
  session: Session,
  tenant: string | undefined,
  { method, path }: Operation,
  timeout: number,
  signal: AbortSignal,
): Promise<Route> {
  const { tokens, baseUrl } = await session.access(tenant, signal);
  const organizationId = path.includes("{organizationId}")
    ? (tenant ?? (await session.whoami(undefined, signal)).organizationId)
    : "";
  return {
    session,
    tokens,
    request: { method, url: operationUrl(baseUrl, path, { organizationId }), timeout },
    signal,
  };
}

/**
 * Whether an answer says that Sigma does not know the route: 404, 405, 501, or a web page. That never means that the
 * integration is gone.
 */
export function isNoSuchRoute({ status, isHtml }: HttpAnswer): boolean {
  return [404, 405, 501].includes(status) || isHtml;
}

/** The same in words. A web page can have another reason, and the user should know. */
export function whyNoSuchRoute({ status, isHtml }: HttpAnswer): string {
  return isHtml
    ? `it answered ${status} with a web page, which can also be a proxy or throttling`
    : `it answered ${status}`;
}
