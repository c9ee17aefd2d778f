import { randomBytes } from "node:crypto";

import type { Clock } from "../clock.ts";

/** Seconds that an access token holds, as for a managed identity. */
const LIFETIME = 86_400;
/** Whom every token speaks for. */
const PRINCIPAL = "00000000-0000-0000-0000-0000000000bb";

/** The answer of a token endpoint. Times are seconds since 1970, as text. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: string;
  readonly expires_on: string;
  readonly not_before: string;
  readonly resource: string;
  readonly token_type: "Bearer";
}

/** The access tokens of Azure. */
export interface AzureTokens {
  /** Makes a token for the resource, which is a URL. */
  issue(resource: string): TokenAnswer;
  /** Whether a token was made here and still holds. */
  accepts(token: string): boolean;
  /** Forgets every token. */
  reset(): void;
}

/** Creates an empty book of tokens. */
export function createAzureTokens(clock: Clock, tenantId: string): AzureTokens {
  const expiries = new Map<string, number>();
  return {
    issue: (resource) => {
      const now = Math.floor(clock.now() / 1000);
      const expiry = now + LIFETIME;
      const token = jwt({
        aud: resource,
        iss: `https://sts.windows.net/${tenantId}/`,
        iat: now,
        nbf: now,
        exp: expiry,
        oid: PRINCIPAL,
        sub: PRINCIPAL,
        tid: tenantId,
        ver: "1.0",
      });
      expiries.set(token, expiry * 1000);
      return {
        access_token: token,
        expires_in: String(LIFETIME),
        expires_on: String(expiry),
        not_before: String(now),
        resource,
        token_type: "Bearer",
      };
    },
    accepts: (token) => (expiries.get(token) ?? 0) > clock.now(),
    reset: () => expiries.clear(),
  };
}

/** A token of the right shape. Clients read its claims, and nobody can check its signature, which is noise. */
function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signature = randomBytes(32).toString("base64url");
  return `${part({ typ: "JWT", alg: "RS256", kid: "simulated" })}.${part(claims)}.${signature}`;
}
