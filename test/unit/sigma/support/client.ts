import type { Notice } from "../../../../provider/integration/context.ts";
import type { VendorBlock } from "../../../../provider/integration/config.ts";
import { IntegrationError } from "../../../../provider/integration/errors.ts";
import type { SigmaPort } from "../../../../provider/integration/port.ts";
import { Secret } from "../../../../provider/integration/secret.ts";
import { createApiPort } from "../../../../provider/sigma/api/api-port.ts";
import type { Transport } from "../../../../provider/sigma/api/call.ts";
import { createDispatcher } from "../../../../provider/http/http.ts";
import { createSession, type Session } from "../../../../provider/sigma/api/session.ts";
import type { Connection } from "../../../../provider/sigma/connection.ts";
import { PACKAGED_CONTRACT } from "../../../../provider/sigma/contract.ts";
import { closeAfterTest } from "./cleanup.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";

/** What every client of the tests calls itself. */
export const USER_AGENT = "sigma-external-ai/0.0.0 test/1.2.3";

/** A signal that nobody aborts. */
export const { signal: patient } = new AbortController();

/** A connection with the credentials of Acme's admin. */
export function connectionTo(url: string, over: Partial<Connection> = {}): Connection {
  return {
    baseUrl: new URL(url),
    clientId: "acme-admin",
    clientSecret: new Secret("acme-admin-secret"),
    allowAssumed: false,
    tokenInterval: 1000,
    contract: PACKAGED_CONTRACT,
    ...over,
  };
}

/** A transport whose connections end with the test. */
export function createTransport(clock: FakeClock = createFakeClock()): Transport {
  const dispatcher = createDispatcher();
  closeAfterTest(() => dispatcher.destroy());
  return { dispatcher, clock, userAgent: USER_AGENT };
}

/** A session of Acme's admin, unless told otherwise. */
export function openSession(
  { url, clock }: { url: string; clock?: FakeClock },
  over: Partial<Connection> = {},
): Session {
  return createSession(connectionTo(url, over), createTransport(clock));
}

/** The port of a session, and the notices it gave. */
export function openPort(
  session: Session,
  tenant?: string,
): { port: SigmaPort; notices: Notice[] } {
  const notices: Notice[] = [];
  return { port: createApiPort(session, tenant, (notice) => notices.push(notice)), notices };
}

/** A vendor with one key. */
export function keyed(
  name: "openai" | "gemini" | "anthropic" = "openai",
  key = "sim-openai-key-1",
): VendorBlock<Secret> {
  return { name, apiKey: new Secret(key) };
}

/** Azure OpenAI, as the simulator's default seed has it. */
export function azure(
  languageKey = "sim-contoso-key-1",
  embeddingKey = languageKey,
): VendorBlock<Secret> {
  const endpointUrl = "https://contoso.openai.azure.com";
  return {
    name: "azureOpenai",
    languageModel: { deploymentId: "gpt-41", endpointUrl, apiKey: new Secret(languageKey) },
    embeddingModel: { deploymentId: "embed", endpointUrl, apiKey: new Secret(embeddingKey) },
  };
}

/** The error of ours that a promise or a function fails with. Anything else fails the test. */
export async function failureOf(
  work: Promise<unknown> | (() => unknown),
): Promise<IntegrationError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof IntegrationError) return error;
    throw error;
  }
  throw new Error("expected a failure, but there was none");
}
