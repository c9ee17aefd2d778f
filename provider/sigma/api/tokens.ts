import type { SignJWT } from "jose";
import { z } from "zod";
import { IntegrationError } from "../../integration/errors.ts";
import { Secret } from "../../integration/secret.ts";
import { operationUrl } from "../base-url.ts";
import type { Connection } from "../connection.ts";
import { createTokenSource, type AccessToken, type TokenSource } from "./access-token.ts";
import { answerOrThrow, ANSWER_TIMEOUT, type Transport } from "./call.ts";
import { messageOf, refusal, unexpected } from "./failures.ts";
import { send, type HttpAnswer } from "../../http/http.ts";
import { attempt } from "../../http/retry.ts";
import { createTokenLimiter, type TokenLimiter } from "./token-limiter.ts";

const tokenAnswer = z.object({
  /** What a header can hold, since that is where it goes. */
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: z.coerce.number().positive(),
});

/** How long a tenant's signed subject token is good for, in milliseconds; it is used at once. */
const SUBJECT_LIFETIME = 300_000;

const EXCHANGE = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  actor_token_type: "urn:ietf:params:oauth:token-type:access_token",
} as const;

/** The tokens of one credential, and of the tenants that it may act for. */
export interface Tokens {
  own: TokenSource;
  /** A new source for a tenant; the caller keeps it. */
  forTenant: (tenantOrganizationId: string) => TokenSource;
}

/**
 * Gets tokens with client credentials, and exchanges them for tenants' tokens. All requests pass one limiter. Credentials
 * that Sigma rejected once are not sent again.
 * https://help.sigmacomputing.com/docs/impersonate-users
 */
export function createTokens(connection: Connection, transport: Transport): Tokens {
  const limiter = createTokenLimiter(connection.tokenInterval, transport.clock);
  const { clientId, clientSecret } = connection;
  let rejected: IntegrationError | undefined;

  const own = createTokenSource(async (signal) => {
    if (rejected !== undefined) throw rejected;
    const form = { grant_type: "client_credentials", client_id: clientId };
    const secrets = async () => ({ client_secret: clientSecret });
    try {
      return await requestToken({ form, secrets }, connection, transport, limiter, signal);
    } catch (error) {
      if (isRejection(error)) rejected = error;
      throw error;
    }
  }, transport.clock);

  const exchange = async (tenant: string, signal: AbortSignal): Promise<AccessToken> => {
    const actor = await own.current(signal);
    try {
      return await exchangeWith(actor, tenant, signal);
    } catch (error) {
      if (!isRejection(error)) throw error;
      // The actor's token may have been revoked, as any token may: one more attempt with a new one.
      own.drop(actor);
      return exchangeWith(await own.current(signal), tenant, signal);
    }
  };

  const exchangeWith = async (
    actor: Secret,
    tenant: string,
    signal: AbortSignal,
  ): Promise<AccessToken> => {
    // Loaded here, since only tenants need it.
    const { SignJWT } = await import("jose");
    const secrets = async () => ({
      subject_token: await subjectToken(new SignJWT({ tenant }), connection, transport),
      actor_token: actor,
    });
    return requestToken(
      { form: EXCHANGE, secrets, bearer: actor },
      connection,
      transport,
      limiter,
      signal,
    );
  };

  return {
    own,
    forTenant: (tenant) => createTokenSource((signal) => exchange(tenant, signal), transport.clock),
  };
}

interface TokenRequest {
  form: Record<string, string>;
  /** Made when its turn has come, since a subject token does not live long. */
  secrets: () => Promise<Record<string, Secret>>;
  bearer?: Secret;
}

async function requestToken(
  { form, secrets, bearer }: TokenRequest,
  { baseUrl, clientSecret, contract }: Connection,
  { dispatcher, clock, userAgent }: Transport,
  limiter: TokenLimiter,
  signal: AbortSignal,
): Promise<AccessToken> {
  const { method, path } = contract.operations.token;
  const asked = { method, url: operationUrl(baseUrl, path) };
  const known = [clientSecret];
  const sendOnce = async (): Promise<HttpAnswer> => {
    const made = await secrets();
    known.push(...Object.values(made));
    return send(
      {
        ...asked,
        timeout: ANSWER_TIMEOUT.read,
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
          "user-agent": userAgent,
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer.reveal()}` }),
        },
        body: encodeForm(form, made),
      },
      dispatcher,
      signal,
    );
  };
  // The limiter waits out a 429 itself, since nobody else of this process can have the turn meanwhile.
  const inTurn = (): Promise<HttpAnswer> => limiter.run(sendOnce, signal);
  const attempted = await attempt(method, inTurn, clock, signal, 1);
  const answer = answerOrThrow(attempted, asked, known, signal);
  const parsed = tokenAnswer.safeParse(answer.json);
  if (!parsed.success || answer.status >= 400) throw notAToken(answer, asked, known);
  return {
    secret: new Secret(parsed.data.access_token),
    expiresAt: clock.now() + parsed.data.expires_in * 1000,
  };
}

/** A 4xx without a word from Sigma, or for a route that is not there, means that this is not the place. */
function notAToken(
  answer: HttpAnswer,
  asked: { method: string; url: URL },
  secrets: readonly Secret[],
): IntegrationError {
  if (answer.status < 400) return unexpected(answer, asked, "an access token");
  const isRefusal = answer.status === 400 && messageOf(answer, secrets) !== "";
  if (isRefusal) return refusal(answer, asked, secrets);
  return new IntegrationError("NOT_SIGMA", {
    problem: `${asked.url.host} answered ${answer.status} to the request for a token`,
    expected: "a token, as Sigma's API answers",
    requestId: answer.requestId,
  });
}

function isRejection(error: unknown): error is IntegrationError {
  return error instanceof IntegrationError && error.code === "CREDENTIALS_REJECTED";
}

async function subjectToken(
  jwt: SignJWT,
  { clientId, clientSecret }: Connection,
  { clock }: Transport,
): Promise<Secret> {
  const signed = await jwt
    .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: clientId })
    .setIssuedAt(new Date(clock.now()))
    .setExpirationTime(new Date(clock.now() + SUBJECT_LIFETIME))
    .setJti(crypto.randomUUID())
    .sign(new TextEncoder().encode(clientSecret.reveal()));
  return new Secret(signed);
}

function encodeForm(form: Record<string, string>, secrets: Record<string, Secret>): string {
  const body = new URLSearchParams(form);
  for (const [name, secret] of Object.entries(secrets)) body.set(name, secret.reveal());
  return body.toString();
}
