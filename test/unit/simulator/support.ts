import { afterEach } from "@jest/globals";
import { SignJWT } from "jose";

import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../simulator/index.ts";

/** Where Sigma's AI settings are. */
export const AI_CONFIGS = "/v2/organizations/settings/aiConfigs";

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is not. */
  readonly json: unknown;
}

const running: Simulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

/** Starts a simulator that ends with the test; without a token limit, unless told otherwise. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ tokenInterval: 0, ...options });
  running.push(simulator);
  return simulator;
}

/** Sends a request; a body that is no form is sent as JSON. */
export async function send(
  { url }: Simulator,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(body === undefined || body instanceof URLSearchParams
        ? {}
        : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

/** Asks for a token with the form given. */
export function askToken(
  simulator: Simulator,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(simulator, "POST", "/v2/auth/token", { headers, body: new URLSearchParams(form) });
}

/** The access token of a credential of the default seed, whose secret is its client ID plus `-secret`. */
export async function accessToken(simulator: Simulator, clientId = "acme-admin"): Promise<string> {
  const { json } = await askToken(simulator, {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: `${clientId}-secret`,
  });
  return (json as { access_token: string }).access_token;
}

/** Exchanges an access token for one that speaks for a tenant. */
export async function exchangeToken(
  simulator: Simulator,
  actorToken: string,
  subject: SubjectToken = {},
): Promise<Answer> {
  const form = {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: await subjectToken(subject),
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    actor_token: actorToken,
    actor_token_type: "urn:ietf:params:oauth:token-type:access_token",
  };
  return askToken(simulator, form, { authorization: `Bearer ${actorToken}` });
}

/** What a subject token says; by default Acme's for its tenant EMEA. */
export interface SubjectToken {
  readonly claims?: Record<string, unknown>;
  readonly clientId?: string;
  readonly secret?: string;
  readonly algorithm?: string;
}

/** Signs a subject token. */
export function subjectToken({
  claims = { tenant: "org-acme-emea" },
  clientId = "acme-admin",
  secret = `${clientId}-secret`,
  algorithm = "HS256",
}: SubjectToken): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: clientId, typ: "JWT" })
    .sign(new TextEncoder().encode(secret));
}

/** A client with an access token. */
export type Client = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A client that speaks for a credential of the default seed. */
export async function clientOf(simulator: Simulator, clientId = "acme-admin"): Promise<Client> {
  const headers = { authorization: `Bearer ${await accessToken(simulator, clientId)}` };
  return (method, path, body) => send(simulator, method, path, { headers, body });
}

/** What is special about the body of a save for Azure OpenAI. */
export interface AzureChoice {
  readonly resource?: string;
  readonly language?: string;
  readonly embedding?: string;
  readonly key?: string;
  readonly embeddingKey?: string;
}

/** The body of a save for Azure OpenAI; by default one that is accepted. */
export function azureConfig(choice: AzureChoice = {}) {
  const { resource = "contoso", language = "gpt-41", embedding = "embed" } = choice;
  const endpointUrl = `https://${resource}.openai.azure.com`;
  const apiKey = choice.key ?? `sim-${resource}-key-1`;
  return {
    provider: "azureOpenAI" as const,
    languageModel: { deploymentId: language, endpointUrl, apiKey },
    embeddingModel: {
      deploymentId: embedding,
      endpointUrl,
      apiKey: choice.embeddingKey ?? apiKey,
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
