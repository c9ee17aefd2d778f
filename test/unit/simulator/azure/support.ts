import { expect } from "@jest/globals";

import type { Simulator } from "../../../../simulator/index.ts";
import { send, type Answer } from "../support.ts";

/** The subscription of the default seed. */
export const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
/** Its resource provider. */
export const PROVIDER = `${SUBSCRIPTION}/providers/Microsoft.CognitiveServices`;
/** The accounts of its resource group. */
export const ACCOUNTS = `${SUBSCRIPTION}/resourceGroups/sigma/providers/Microsoft.CognitiveServices/accounts`;
/** The account that most tests make. */
export const ACCOUNT = `${ACCOUNTS}/sigma-ai`;
/** Where that account is once it was deleted. */
export const DELETED = `${PROVIDER}/locations/eastus2/resourceGroups/sigma/deletedAccounts/sigma-ai`;

/** A client of Azure Resource Manager with an access token. */
export interface AzureClient {
  /** Sends one request. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Asks how far a write is. */
  poll(write: Answer): Promise<Answer>;
  /** Sends a write and asks once how far it is, which ends a write that takes no time. */
  write(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** Makes a client. */
export async function azureOf(simulator: Simulator): Promise<AzureClient> {
  const { json } = await send(simulator, "GET", "/_azure/token");
  const headers = { authorization: `Bearer ${(json as { access_token: string }).access_token}` };
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    send(simulator, method, path.includes("?") ? path : `${path}?api-version=2025-06-01`, {
      headers,
      body,
    });
  const poll = ({ headers: answered }: Answer): Promise<Answer> => {
    const url = new URL(answered.get("azure-asyncoperation") ?? "");
    return call("GET", `${url.pathname}${url.search}`);
  };
  return {
    call,
    poll,
    write: async (method, path, body) => {
      const answer = await call(method, path, body);
      if (answer.headers.has("azure-asyncoperation")) await poll(answer);
      return answer;
    },
  };
}

/** What is special about an account. */
export interface AccountChoice {
  readonly kind?: string;
  readonly sku?: string;
  readonly location?: string;
  readonly identity?: unknown;
  readonly tags?: unknown;
  readonly properties?: object;
}

/** The body of an account; by default one of kind OpenAI with the subdomain `sigma-ai-x1`. */
export function accountBody({ kind, sku, location, properties, ...rest }: AccountChoice = {}) {
  return {
    location: location ?? "eastus2",
    kind: kind ?? "OpenAI",
    sku: { name: sku ?? "S0" },
    properties: { customSubDomainName: "sigma-ai-x1", ...properties },
    ...rest,
  };
}

/** The body of an account that can hold projects. */
export function foundryBody() {
  return accountBody({
    kind: "AIServices",
    identity: { type: "SystemAssigned" },
    properties: { allowProjectManagement: true },
  });
}

/** What is special about a deployment. */
export interface DeploymentChoice {
  readonly model?: object;
  readonly sku?: object;
  readonly properties?: object;
}

/** The body of a deployment; by default of gpt-4.1. */
export function deploymentBody({ model, sku, properties }: DeploymentChoice = {}) {
  return {
    sku: sku ?? { name: "GlobalStandard", capacity: 100 },
    properties: {
      model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14", ...model },
      ...properties,
    },
  };
}

/** The body of a deployment of the embedding model. */
export function embeddingBody() {
  return deploymentBody({ model: { name: "text-embedding-3-small", version: "1" } });
}

/** The body of a refusal. */
export function refusal(code: string, text = "") {
  return { error: { code, message: expect.stringContaining(text) } };
}
