import { bearerToken } from "../http/bearer-token.ts";
import type { SimulatorContext } from "../http/env.ts";
import type { Directory } from "../seed/directory.ts";
import { forbidden, identityUnverified, SimulatorError, tokenMissing } from "../simulator-error.ts";
import type { World } from "../world.ts";
import { verifySubjectToken } from "./subject-token.ts";
import type { Identity, TokenBook } from "./token-book.ts";
import {
  basicCredentials,
  readTokenRequest,
  type ClientCredentials,
  type TokenRequest,
} from "./token-request.ts";

type Exchange = Extract<TokenRequest, { subject_token: string }>;

/**
 * `POST /v2/auth/token`.
 *
 * @see https://help.sigmacomputing.com/openapi.json
 */
export async function createToken(c: SimulatorContext, world: World): Promise<Response> {
  const request = await readTokenRequest(c);
  switch (request.grant_type) {
    case "client_credentials":
      return c.json(granted(world.tokens, withCredentials(c, request, world)));
    case "refresh_token":
      return c.json(granted(world.tokens, withRefreshToken(c, request.refresh_token, world)));
    default:
      return c.json(exchanged(world.tokens, await withSubjectToken(c, request, world)));
  }
}

function withCredentials(
  c: SimulatorContext,
  { client_id, client_secret }: Extract<TokenRequest, { grant_type: "client_credentials" }>,
  { directory, tokens }: World,
): Identity {
  const given =
    client_id !== undefined && client_secret !== undefined
      ? { clientId: client_id, clientSecret: client_secret }
      : basicCredentials(c.req.header("authorization"));
  const identity = given === undefined ? undefined : identityOf(given, directory);
  if (identity === undefined) throw identityUnverified();
  admit(c, identity, tokens);
  return identity;
}

function withRefreshToken(c: SimulatorContext, token: string, { tokens }: World): Identity {
  const identity = tokens.verifyRefresh(token);
  if (identity === undefined) throw identityUnverified();
  admit(c, identity, tokens);
  return identity;
}

async function withSubjectToken(
  c: SimulatorContext,
  { actor_token, subject_token }: Exchange,
  { clock, directory, tokens }: World,
): Promise<Identity> {
  const bearer = bearerToken(c.req.header("authorization"));
  const actor = bearer === actor_token ? tokens.verify(actor_token) : undefined;
  if (actor === undefined) throw tokenMissing();
  admit(c, actor, tokens);
  if (directory.user(actor.userId)?.accountType !== "Admin") {
    throw forbidden("The actor token must be owned by an Admin");
  }
  const identity = await verifySubjectToken(subject_token, actor, directory, new Date(clock.now()));
  Object.assign(c.get("logged"), { organizationId: identity.organizationId });
  return identity;
}

/** Says whom credentials belong to; undefined if they do not hold. */
function identityOf(given: ClientCredentials, directory: Directory): Identity | undefined {
  const credential = directory.credential(given.clientId);
  const user = directory.user(credential?.userId ?? "");
  if (credential === undefined || user === undefined) return undefined;
  if (credential.clientSecret !== given.clientSecret) return undefined;
  return {
    organizationId: user.organizationId,
    userId: user.id,
    clientId: credential.clientId,
  };
}

/** One token request a second for each credential. Published is "1 a second"; its scope is not stated. */
function admit(c: SimulatorContext, identity: Identity, tokens: TokenBook): void {
  const { organizationId, clientId } = identity;
  Object.assign(c.get("logged"), { organizationId, clientId });
  const wait = tokens.admit(clientId);
  if (wait === 0) return;
  throw new SimulatorError(429, "too_many_requests", "Too many token requests", {
    "retry-after": String(Math.ceil(wait / 1000)),
  });
}

function granted(tokens: TokenBook, identity: Identity) {
  return {
    access_token: tokens.issueAccess(identity),
    token_type: "bearer",
    expires_in: tokens.lifetime,
    refresh_token: tokens.issueRefresh(identity),
  };
}

function exchanged(tokens: TokenBook, identity: Identity) {
  return {
    access_token: tokens.issueAccess(identity),
    issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    token_type: "Bearer",
    expires_in: tokens.lifetime,
  };
}
