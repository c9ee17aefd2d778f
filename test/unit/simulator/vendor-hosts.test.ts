import { request } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "@jest/globals";
import type { Simulator } from "../../../simulator/index.ts";
import { send, start } from "./support.ts";

const OPENAI = { host: "api.openai.com", authorization: "Bearer sim-openai-key-1" };
const CONTOSO = { host: "contoso.openai.azure.com", "api-key": "sim-contoso-key-1" };

describe("a request that names a vendor's host", () => {
  it.each([
    ["OpenAI", OPENAI, "/v1/models", 200],
    ["OpenAI, with a port", { ...OPENAI, host: "API.openai.com:443" }, "/v1/models", 200],
    [
      "Gemini",
      { host: "generativelanguage.googleapis.com", "x-goog-api-key": "sim-gemini-key-1" },
      "/v1beta/models?pageSize=1",
      200,
    ],
    [
      "Anthropic",
      {
        host: "api.anthropic.com",
        "x-api-key": "sim-anthropic-key-1",
        "anthropic-version": "2023-06-01",
      },
      "/v1/models?limit=1",
      200,
    ],
    ["Azure OpenAI", CONTOSO, "/openai/deployments?api-version=2023-03-15-preview", 200],
    ["a resource that is none", { host: "nobody.openai.azure.com" }, "/openai/v1/models", 404],
    ["Sigma's path at a vendor", OPENAI, "/v2/whoami", 404],
    ["the control routes at a vendor", OPENAI, "/_simulator", 404],
  ])("is answered by the vendor: %s", async (_, headers, path, status) => {
    const simulator = await start();
    expect((await get(simulator, path, headers)).status).toBe(status);
    expect(simulator.requests).toEqual([]);
    expect(simulator.vendorRequests).toMatchObject([
      { method: "GET", path: path.split("?")[0], status, host: expect.stringMatching(/^[a-z.]+$/) },
    ]);
  });

  it("comes from the caller's address, unless it says otherwise", async () => {
    const simulator = await start();
    const ipRules = ["198.51.100.99"];
    simulator.setAzureFirewall("contoso", { defaultAction: "Deny", ipRules });
    const ask = async (source: Record<string, string>) =>
      (await get(simulator, "/openai/v1/models", { ...CONTOSO, ...source })).status;
    expect(await ask({})).toBe(403);
    expect(await ask({ "x-sigma-simulator-source": "198.51.100.99" })).toBe(200);
  });

  it("is listed by a control route, and cleared with the others", async () => {
    const simulator = await start();
    await get(simulator, "/v1/models", OPENAI);
    const list = async () => (await send(simulator, "GET", "/_simulator/vendor-requests")).json;
    expect(await list()).toMatchObject({ requests: [{ host: "api.openai.com" }] });
    await send(simulator, "DELETE", "/_simulator/requests");
    expect(await list()).toEqual({ requests: [] });
  });
});

describe("a fault", () => {
  const effect = { kind: "status", status: 503 } as const;

  it("without a host strikes no vendor", async () => {
    const simulator = await start();
    simulator.fault({ effect });
    expect((await get(simulator, "/v1/models", OPENAI)).status).toBe(200);
    expect((await send(simulator, "GET", "/v2/whoami")).status).toBe(503);
  });

  it.each([
    ["its host", "api.openai.com"],
    ["any vendor's host", "*"],
  ])("with %s strikes that vendor alone", async (_, host) => {
    const simulator = await start();
    simulator.fault({ host, path: "/v1/models", effect });
    expect((await send(simulator, "GET", "/v1/models")).status).toBe(404);
    expect((await get(simulator, "/v1/models", OPENAI)).status).toBe(503);
    expect((await get(simulator, "/v1/models", OPENAI)).status).toBe(200);
  });
});

/** `fetch` lets nobody name another host. */
async function get({ port }: Simulator, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
    })
      .on("error", reject)
      .end();
  });
}
