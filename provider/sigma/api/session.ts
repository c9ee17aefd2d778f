import { z } from "zod";
import type { Identity } from "../../integration/port.ts";
import { repeatsSecret } from "../../integration/redact.ts";
import { operationUrl } from "../base-url.ts";
import type { Connection } from "../connection.ts";
import type { TokenSource } from "./access-token.ts";
import { ANSWER_TIMEOUT, call, type Transport } from "./call.ts";
import { refusal, unexpected } from "./failures.ts";
import { createMemo } from "./shared.ts";
import { getTenant, listTenants, sigmaId, tenantBaseUrl, type Tenant } from "./tenants.ts";
import { createTokens } from "./tokens.ts";

/** Tokens for one organization, and where its API is. */
export interface Access {
  tokens: TokenSource;
  baseUrl: URL;
}

/** What a process keeps of one credential, for as long as it runs: tokens, identity and tenants. */
export interface Session {
  connection: Connection;
  transport: Transport;
  /** Access to the credential's own organization, or to a tenant of it. */
  access: (tenant: string | undefined, signal: AbortSignal) => Promise<Access>;
  /** Asks Sigma who a token speaks for. The answer of the credential's own token is kept. */
  whoami: (tenant: string | undefined, signal: AbortSignal) => Promise<Required<Identity>>;
  listTenants: (signal: AbortSignal) => Promise<Tenant[]>;
}

const identity = z.object({ userId: sigmaId, organizationId: sigmaId });

/** Opens a session. Nothing is sent until something is asked. */
export function createSession(connection: Connection, transport: Transport): Session {
  const tokens = createTokens(connection, transport);
  const own: Access = { tokens: tokens.own, baseUrl: connection.baseUrl };
  const tenants = createMemo<Access>();
  /** Where the tenants are that were listed. What the list says of them need not be asked for again. */
  const listed = new Map<string, URL>();
  const identities = createMemo<Required<Identity>>();

  const find = async (tenant: string, signal: AbortSignal): Promise<URL> =>
    tenantBaseUrl(await getTenant(tenant, connection, tokens.own, transport, signal), connection);

  const access: Session["access"] = async (tenant, signal) => {
    if (tenant === undefined) return own;
    return tenants(tenant, signal, async (shared) => {
      const baseUrl = listed.get(tenant) ?? (await find(tenant, shared));
      return { tokens: tokens.forTenant(tenant), baseUrl };
    });
  };

  return {
    connection,
    transport,
    access,
    whoami: async (tenant, signal) => {
      const used = await access(tenant, signal);
      return identities(tenant ?? "", signal, (shared) =>
        askWhoami(used, connection, transport, shared),
      );
    },
    async listTenants(signal) {
      const found = await listTenants(connection, tokens.own, transport, signal);
      for (const tenant of found)
        listed.set(tenant.tenantOrganizationId, tenantBaseUrl(tenant, connection));
      return found;
    },
  };
}

async function askWhoami(
  { tokens, baseUrl }: Access,
  connection: Connection,
  transport: Transport,
  signal: AbortSignal,
): Promise<Required<Identity>> {
  const { method, path } = connection.contract.operations.whoami;
  const request = { method, url: operationUrl(baseUrl, path), timeout: ANSWER_TIMEOUT.read };
  const { answer, secrets } = await call(request, tokens, connection, transport, signal);
  if (answer.status >= 400) throw refusal(answer, request, secrets);
  const parsed = identity.safeParse(answer.json);
  if (!parsed.success || Object.values(parsed.data).some((id) => repeatsSecret(id, secrets)))
    throw unexpected(answer, request, "userId and organizationId");
  return parsed.data;
}
