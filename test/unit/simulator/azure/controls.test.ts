import { get } from "node:https";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "@jest/globals";

import type { Simulator } from "../../../../simulator/index.ts";
import { send, start } from "../support.ts";
import { ACCOUNT, accountBody, azureOf, SUBSCRIPTION } from "./support.ts";

const DEFAULTS = {
  operationTime: 0,
  busyTime: 0,
  propagationTime: 0,
  disableLocalAuthByPolicy: false,
};

describe("the controls of Azure", () => {
  it("show what it holds, without a key", async () => {
    const simulator = await start({ azure: { busyTime: 1 } });
    const azure = await azureOf(simulator);
    await azure.write("PUT", ACCOUNT, accountBody());
    const keys = Object.values((await azure.call("POST", `${ACCOUNT}/listKeys`)).json as object);
    const answer = await send(simulator, "GET", "/_simulator/azure");
    expect(answer.json).toEqual(simulator.azureState());
    expect(answer.json).toMatchObject({
      settings: { ...DEFAULTS, busyTime: 1 },
      accounts: [{ id: ACCOUNT, kind: "OpenAI", deployments: [], projects: [], ipRules: [] }],
      deletedAccounts: [],
    });
    for (const key of keys) expect(answer.text).not.toContain(key);
  });

  it("change settings, until a reset", async () => {
    const simulator = await start({ azure: { busyTime: 1 } });
    const { status, json } = await send(simulator, "PATCH", "/_simulator/azure", {
      body: { operationTime: 5, disableLocalAuthByPolicy: true },
    });
    const changed = { ...DEFAULTS, busyTime: 1, operationTime: 5, disableLocalAuthByPolicy: true };
    expect([status, json]).toEqual([200, changed]);
    simulator.reset();
    expect(simulator.azureState().settings).toEqual({ ...DEFAULTS, busyTime: 1 });
  });

  it.each([
    ["PATCH", "/_simulator/azure", { busyTime: -1 }, "busyTime: "],
    ["PATCH", "/_simulator/azure", { speed: 1 }, "speed"],
    ["PATCH", "/_simulator/azure/sigma-ai/keys", { keys: [{ key: "x" }] }, "use regenerateKey"],
  ])("%s %s with %j is refused", async (method, path, body, message) => {
    const simulator = await start();
    await (await azureOf(simulator)).write("PUT", ACCOUNT, accountBody());
    const answer = await send(simulator, method, path, { body });
    expect([400, 409]).toContain(answer.status);
    expect(answer.json).toMatchObject({ message: expect.stringContaining(message) });
  });

  it("show its requests", async () => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    await azure.call("PUT", ACCOUNT, accountBody());
    await azure.call("GET", "/subscriptions/other");
    const { json } = await send(simulator, "GET", "/_simulator/azure/requests");
    expect(json).toMatchObject({
      requests: [
        { method: "PUT", path: ACCOUNT, status: 201 },
        { method: "GET", path: "/subscriptions/other", status: 404 },
      ],
    });
  });

  it("strike it with faults", async () => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    simulator.fault({ path: "/subscriptions/*", effect: { kind: "status", status: 503 } });
    expect((await azure.call("GET", SUBSCRIPTION)).status).toBe(503);
    expect((await azure.call("GET", SUBSCRIPTION)).status).toBe(200);
  });
});

describe("Azure over TLS", () => {
  it.each(["127.0.0.1", "localhost"])("is trusted at %s through its authority", async (host) => {
    const simulator = await start({ azureTls: true });
    const { port } = new URL(simulator.azure.url);
    const token = await secureGet(simulator, `https://${host}:${port}/_azure/token`);
    expect(token).toMatchObject({ token_type: "Bearer" });
  });

  it("is not trusted without it", async () => {
    const simulator = await start({ azureTls: true });
    await expect(fetch(`${simulator.azure.url}/_azure/token`)).rejects.toMatchObject({
      cause: { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    });
  });

  it("links to itself", async () => {
    const simulator = await start({ azureTls: true });
    const created = await (await azureOf(simulator)).call("PUT", ACCOUNT, accountBody());
    expect(created.headers.get("azure-asyncoperation")).toContain(`${simulator.url}/subscr`);
    const { access_token: token } = (await secureGet(
      simulator,
      `${simulator.azure.url}/_azure/token`,
    )) as { access_token: string };
    const account = await secureGet(
      simulator,
      `${simulator.azure.url}${ACCOUNT}?api-version=1`,
      token,
    );
    expect(account).toMatchObject({ id: ACCOUNT });
  });

  it("is not there unless asked for, and ends with the simulator", async () => {
    const plain = await start();
    expect(plain.azure).toEqual({ url: plain.url, certificateAuthority: "" });
    const simulator = await start({ azureTls: true });
    await simulator.close();
    await expect(secureGet(simulator, simulator.azure.url)).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });
});

function secureGet({ azure }: Simulator, url: string, token = ""): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const request = get(
      url,
      { ca: azure.certificateAuthority, headers, agent: false },
      (answer) => {
        text(answer).then((body) => resolve(JSON.parse(body)), reject);
      },
    );
    request.on("error", reject);
  });
}
