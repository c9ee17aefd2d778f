import { operationUrl } from "../base-url.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { takesConfigId, type Operation } from "../contract.ts";
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
  /** The id of what is there, where the path has it. */
  configId?: string;
}

/**
 * Aims an operation at the credential's own organization, or at a tenant of it, and at what is there where it has an id of
 * its own. Throws CONFIGURATION_UNKNOWN where that id is needed and not known; nothing is sent then.
 */
export async function openRoute(
  session: Session,
  tenant: string | undefined,
  operation: Operation,
  timeout: number,
  signal: AbortSignal,
  configId?: string,
): Promise<Route> {
  const { method, path } = operation;
  const needsId = takesConfigId(operation);
  if (needsId && configId === undefined) throw configurationUnknown("its id was not read");
  const { tokens, baseUrl } = await session.access(tenant, signal);
  const organizationId = path.includes("{organizationId}")
    ? (tenant ?? (await session.whoami(undefined, signal)).organizationId)
    : "";
  return {
    session,
    tokens,
    request: {
      method,
      url: operationUrl(baseUrl, path, { organizationId, configId: configId ?? "" }),
      timeout,
    },
    signal,
    ...(needsId && configId !== undefined ? { configId } : {}),
  };
}

/** What is there has to be named in the path, and nothing says how. */
export function configurationUnknown(why: string): IntegrationError {
  return new IntegrationError("CONFIGURATION_UNKNOWN", {
    problem: `which configuration of Sigma's is meant cannot be told: ${why}; nothing was sent`,
  });
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
