import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "@jest/globals";

import { SIMULATOR_HEADER } from "../../../simulator/index.ts";
import { AI_CONFIGS, azureConfig, clientOf, send, start } from "./support.ts";

describe("every answer says that it is a simulator's", () => {
  it.each([
    ["a token", "POST", "/v2/auth/token"],
    ["a refusal", "GET", "/v2/whoami"],
    ["no route", "GET", "/nothing"],
    ["a control route", "GET", "/_simulator"],
    ["a vendor", "GET", "/_vendors/openai/v1/models"],
    ["an unknown vendor", "GET", "/_vendors/none"],
  ])("%s", async (_, method, path) => {
    const { headers } = await send(await start({ profile: "minimal" }), method, path);
    expect(headers.get(SIMULATOR_HEADER)).toBe("true; profile=minimal");
    expect(headers.get("x-request-id")).toBe("sim-request-1");
  });

  it("a fault", async () => {
    const simulator = await start();
    simulator.fault({ effect: { kind: "html", status: 503 } });
    const { headers } = await send(simulator, "GET", "/v2/whoami");
    expect(headers.get(SIMULATOR_HEADER)).toBe("true; profile=full");
  });

  it("a truncated answer, and the answer to what is not HTTP", async () => {
    const simulator = await start();
    simulator.fault({ effect: { kind: "truncate" } });
    const answers = await Promise.all(
      ["GET /v2/whoami HTTP/1.1\r\nhost: x\r\n\r\n", "nonsense\r\n\r\n"].map((sent) => {
        const socket = connect(simulator.port, "127.0.0.1");
        socket.write(sent);
        return text(socket);
      }),
    );
    expect(answers[0]).toMatch(/^HTTP\/1.1 200 OK\r\nx-sigma-simulator: true; profile=full/);
    expect(answers[1]).toMatch(/^HTTP\/1.1 400 Bad Request\r\nx-sigma-simulator: true; profile=f/);
  });
});

describe("reset", () => {
  it("goes back to the seed", async () => {
    const simulator = await start();
    const { requests, audit } = simulator;
    const client = await clientOf(simulator);
    await client("POST", AI_CONFIGS, azureConfig());
    simulator.setProfile("published");
    simulator.setAzureFirewall("contoso", { defaultAction: "Deny", ipRules: [] });
    simulator.setVendorKeys("openai", [{ key: "sim-openai-key-1", state: "revoked" }]);
    simulator.fault({ times: 0, effect: { kind: "reset" } });

    simulator.reset();
    expect(simulator.state("org-acme")).toMatchObject({ revision: 0, integration: null });
    expect([requests, audit, simulator.faults()]).toEqual([[], [], []]);
    expect(await client("GET", "/v2/whoami")).toMatchObject({ status: 401 });
    const again = await clientOf(simulator);
    expect(await again("POST", AI_CONFIGS, azureConfig())).toMatchObject({
      status: 200,
      json: { revision: 1 },
    });
    expect(requests).toHaveLength(3);
  });
});

describe("close", () => {
  it("breaks open connections, stops listening, and may be called again", async () => {
    const simulator = await start();
    const socket = connect(simulator.port, "127.0.0.1");
    const ended = text(socket);
    // Half a request: the server waits for the rest.
    socket.write("GET /v2/whoami HTTP/1.1\r\n");
    await send(simulator, "GET", "/_simulator");
    await simulator.close();
    await expect(ended.catch(() => "")).resolves.toBe("");
    await expect(send(simulator, "GET", "/_simulator")).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/^ECONN/) },
    });
    await simulator.close();
  });
});

it("a port that is taken is an error", async () => {
  const { port } = await start();
  await expect(start({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("an unknown profile is an error", async () => {
  const options: object = { profile: "none" };
  await expect(start(options)).rejects.toThrow("Invalid option");
});

it("no key is to be found anywhere", async () => {
  const simulator = await start();
  const client = await clientOf(simulator);
  const keys = ["sim-sweep-11111111", "sim-sweep-22222222", "acme-admin-secret"];
  simulator.setVendorKeys("openai", [{ key: "sim-sweep-11111111" }]);
  await client("POST", AI_CONFIGS, { provider: "openAI", apiKey: "sim-sweep-11111111" });
  await client("POST", AI_CONFIGS, azureConfig({ key: "sim-sweep-22222222" }));
  await client("GET", `${AI_CONFIGS}?key=sim-sweep-22222222`);
  const routes = ["", "/requests", "/audit", "/organizations/org-acme/integration", "/faults"];
  const shown = await Promise.all(
    routes.map(async (path) => (await send(simulator, "GET", `/_simulator${path}`)).text),
  );
  const everything = JSON.stringify([
    shown,
    simulator.requests,
    simulator.audit,
    simulator.state("org-acme"),
  ]);
  expect(everything).toContain("openAI");
  expect(keys.filter((key) => everything.includes(key))).toEqual([]);
});
