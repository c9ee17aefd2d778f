import { describe, expect, it } from "@jest/globals";

import { defaultSeed, type SeedAzureResource } from "../../../simulator/index.ts";
import { send, start } from "./support.ts";

const CONTOSO = "/_vendors/azure-openai/contoso.openai.azure.com";
const FABRIKAM = "/_vendors/azure-openai/fabrikam.openai.azure.com";
const KEY = { "api-key": "sim-contoso-key-1" };
const OLD = "api-version=2023-03-15-preview";
const DATED = "api-version=2024-10-21";
const V1_CHAT = "/openai/v1/chat/completions";
const V1_EMBEDDINGS = "/openai/v1/embeddings";

const error = (code: string, text = "") => ({
  error: { code, message: expect.stringContaining(text) },
});

describe("the data plane of Azure OpenAI", () => {
  it.each<[string, string, unknown, number, unknown]>([
    ["GET", `/openai/deployments?${OLD}`, undefined, 200, { object: "list" }],
    ["GET", `/openai/deployments?${DATED}`, undefined, 404, error("404", "Resource not found")],
    ["GET", "/openai/v1/models", undefined, 200, { object: "list" }],
    ["GET", `/openai/models?${DATED}`, undefined, 200, { object: "list" }],
    ["POST", V1_CHAT, { model: "gpt-41" }, 200, { model: "gpt-4.1-2025-04-14" }],
    ["POST", V1_CHAT, { model: "none" }, 404, error("DeploymentNotFound")],
    ["POST", V1_CHAT, { model: "embed" }, 400, error("OperationNotSupported", "-3-small")],
    ["POST", V1_CHAT, { model: "gpt-51", max_tokens: 1 }, 400, error("unsupported_parameter")],
    ["POST", V1_CHAT, { model: "gpt-41", max_tokens: 1 }, 200, {}],
    ["POST", V1_EMBEDDINGS, { model: "embed" }, 200, { model: "text-embedding-3-small" }],
    ["POST", V1_EMBEDDINGS, { model: "gpt-41" }, 400, error("OperationNotSupported", "gpt-4.1")],
    ["POST", `/openai/deployments/gpt-41/chat/completions?${DATED}`, {}, 200, {}],
    ["POST", `/openai/deployments/embed/embeddings?${DATED}`, {}, 200, {}],
    ["POST", "/openai/deployments/embed/embeddings", {}, 404, error("404", "Resource not found")],
    ["POST", `/${V1_CHAT}`, { model: "gpt-41" }, 404, error("404", "Resource not found")],
  ])("%s %s with %j answers %d", async (method, path, body, expected, answer) => {
    const { status, json } = await send(await start(), method, `${CONTOSO}${path}`, {
      headers: KEY,
      body,
    });
    expect(status).toBe(expected);
    expect(json).toMatchObject(answer as object);
  });

  it.each([
    ["embed", 1536],
    ["embed-large", 3072],
  ])("gives vectors as long as the model's: %s", async (model, length) => {
    const { json } = await send(await start(), "POST", `${CONTOSO}${V1_EMBEDDINGS}`, {
      headers: KEY,
      body: { model, input: "word" },
    });
    const { data } = json as { data: { embedding: number[] }[] };
    expect(data[0]?.embedding).toHaveLength(length);
  });

  it.each([
    ["no key", {}, "/openai/v1/models", 401],
    ["the key of another", { "api-key": "sim-fabrikam-key-1" }, "/openai/v1/models", 401],
    ["a bearer key", { authorization: "Bearer sim-contoso-key-2" }, "/openai/v1/models", 200],
    ["a bearer key", { authorization: "Bearer sim-contoso-key-2" }, `/openai/models?${DATED}`, 401],
  ])("with %s (%j) at %s answers %d", async (_, headers, path, expected) => {
    const { status } = await send(await start(), "GET", `${CONTOSO}${path}`, { headers });
    expect(status).toBe(expected);
  });

  it("lets a request in by its address", async () => {
    const simulator = await start();
    simulator.setAzureFirewall("fabrikam", { defaultAction: "Deny", ipRules: ["203.0.113.0/24"] });
    const headers = { "api-key": "sim-fabrikam-key-1" };
    const from = (address: string) => ({ ...headers, "x-sigma-simulator-source": address });
    const models = `${FABRIKAM}/openai/v1/models`;

    const refused = await send(simulator, "GET", models, { headers });
    expect(refused).toMatchObject({ status: 403, json: error("403", "Virtual Network/Firewall") });
    expect(refused.headers.get("policy-id")).toBe("ThrowExceptionDueToTrafficDenied");
    const allowed = await send(simulator, "GET", models, { headers: from("203.0.113.99") });
    expect(allowed.status).toBe(200);
  });

  it.each<[string, Partial<SeedAzureResource>, unknown]>([
    ["Public access is disabled", { publicNetworkAccess: "Disabled" }, error("403", "Public")],
    ["Key based", { disableLocalAuth: true }, error("AuthenticationTypeDisabled", "Key based")],
  ])("refuses all keys: %s", async (_, special, answer) => {
    const resources = defaultSeed.vendors.azure.resources.map((one) => ({ ...one, ...special }));
    const simulator = await start({ seed: { vendors: { azure: { resources } } } });
    const { status, json } = await send(simulator, "GET", `${CONTOSO}/openai/v1/models`, {
      headers: KEY,
    });
    expect(status).toBe(403);
    expect(json).toMatchObject(answer as object);
  });

  it("takes a new key and refuses a revoked one", async () => {
    const simulator = await start();
    const statusOf = async (key: string) =>
      (await send(simulator, "GET", `${CONTOSO}/openai/v1/models`, { headers: { "api-key": key } }))
        .status;
    simulator.setAzureKeys("contoso", [
      { key: "sim-contoso-key-1", state: "revoked" },
      { key: "sim-contoso-key-3" },
    ]);
    expect(await statusOf("sim-contoso-key-1")).toBe(401);
    expect(await statusOf("sim-contoso-key-3")).toBe(200);
  });
});
