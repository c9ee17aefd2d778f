import { decodeProtectedHeader, jwtVerify } from "jose";
import { z } from "zod";

import type { Directory } from "../seed/directory.ts";
import { forbidden, identityUnverified } from "../simulator-error.ts";
import type { Identity } from "./token-book.ts";

const header = z.object({ alg: z.literal("HS256"), kid: z.string() });

const claims = z
  .object({ tenant: z.string().optional(), sub: z.string().optional() })
  .refine(({ tenant, sub }) => tenant !== undefined || sub !== undefined);

/**
 * Says whom a subject token asks to speak for.
 *
 * It is a JWT, HS256 with the client secret, with the client ID as `kid`, and the claim `tenant` (a tenant
 * organization's ID), `sub` (a user's email), or both. With `tenant` alone it means that tenant's admin user. That
 * the credential must be of the actor's own organization, and the tenant one of that organization's, is assumed.
 *
 * @param actor whose access token came with it
 * @throws SimulatorError 401 if the token does not hold, 403 if it asks for what is not the actor's
 * @see https://help.sigmacomputing.com/docs/impersonate-users
 */
export async function verifySubjectToken(
  token: string,
  actor: Identity,
  directory: Directory,
  now: Date,
): Promise<Identity> {
  const clientId = keyId(token);
  const credential = directory.credential(clientId);
  const owner = directory.user(credential?.userId ?? "");
  if (credential === undefined || owner?.organizationId !== actor.organizationId) {
    throw identityUnverified();
  }
  const { tenant, sub } = await verifiedClaims(token, credential.clientSecret, now);
  if (tenant !== undefined) {
    const own = directory.organization(tenant)?.parentId === actor.organizationId;
    if (!own) throw forbidden("The tenant is not a tenant of this organization");
  }
  const organizationId = tenant ?? actor.organizationId;
  const user =
    sub === undefined
      ? directory.admins(organizationId)[0]
      : directory.userByEmail(organizationId, sub);
  if (user === undefined) throw forbidden("There is no such user to impersonate");
  return { organizationId, userId: user.id, clientId };
}

function keyId(token: string): string {
  try {
    return header.parse(decodeProtectedHeader(token)).kid;
  } catch {
    throw identityUnverified();
  }
}

async function verifiedClaims(token: string, secret: string, now: Date) {
  try {
    const key = new TextEncoder().encode(secret);
    const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"], currentDate: now });
    return claims.parse(payload);
  } catch {
    throw identityUnverified();
  }
}
