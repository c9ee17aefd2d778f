import { z } from "zod";

import type { SimulatorContext } from "../http/env.ts";
import { parsed } from "../parsed.ts";
import { badRequest } from "../simulator-error.ts";

const schema = z.discriminatedUnion("grant_type", [
  z.object({
    grant_type: z.literal("client_credentials"),
    client_id: z.string().exactOptional(),
    client_secret: z.string().exactOptional(),
  }),
  z.object({ grant_type: z.literal("refresh_token"), refresh_token: z.string() }),
  z.object({
    grant_type: z.literal("urn:ietf:params:oauth:grant-type:token-exchange"),
    subject_token: z.string(),
    subject_token_type: z.literal("urn:ietf:params:oauth:token-type:jwt"),
    actor_token: z.string(),
    actor_token_type: z.literal("urn:ietf:params:oauth:token-type:access_token"),
  }),
]);

/** A request for a token, checked. */
export type TokenRequest = z.output<typeof schema>;

/** A pair of client ID and client secret. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Reads a request for a token: a form, as Sigma's help pages and scripts send it, or JSON, as its OpenAPI document
 * of August 2026 says.
 *
 * @throws SimulatorError 400, naming each field that is wrong
 */
export async function readTokenRequest(c: SimulatorContext): Promise<TokenRequest> {
  return parsed(schema, await fields(c));
}

/** The credentials in an `Authorization: Basic` header; undefined where there are none. */
export function basicCredentials(authorization: string | undefined): ClientCredentials | undefined {
  const encoded = /^basic +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon === -1) return undefined;
  return { clientId: decoded.slice(0, colon), clientSecret: decoded.slice(colon + 1) };
}

async function fields(c: SimulatorContext): Promise<unknown> {
  const text = await c.req.text();
  if (!(c.req.header("content-type") ?? "").startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("The body is not valid JSON");
  }
}
