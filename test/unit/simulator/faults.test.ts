import { describe, expect, it } from "@jest/globals";

import type { FaultEffect, FaultInput, Simulator } from "../../../simulator/index.ts";
import { AI_CONFIGS, clientOf, send, start } from "./support.ts";

const OPENAI = { provider: "openAI", apiKey: "sim-openai-key-1" };
const LATE = 600_000;

/** Waits until something holds, one request to the simulator at a time. */
async function until(simulator: Simulator, holds: () => boolean): Promise<void> {
  while (!holds()) await send(simulator, "GET", "/_simulator");
}

describe("an answer in place of the right one", () => {
  it.each<[string, FaultEffect, number, string, string]>([
    ["a status", { kind: "status", status: 503 }, 503, "application/json", "simulated_fault"],
    [
      "a status with a body",
      { kind: "status", status: 500, body: { error: "mine" } },
      500,
      "application/json",
      '{"error":"mine"}',
    ],
    ["a status without a body", { kind: "status", status: 204 }, 204, "", ""],
    ["a web page", { kind: "html" }, 200, "text/html", "<h1>"],
    ["a web page with a status", { kind: "html", status: 429 }, 429, "text/html", "<h1>"],
    ["wrong JSON", { kind: "wrongJson" }, 200, "application/json", '["not",'],
    ["null", { kind: "wrongJson", body: null }, 200, "application/json", "null"],
    ["text", { kind: "text", body: '{"provider":' }, 200, "application/json", '{"provider":'],
    ["too often", { kind: "retryAfter", retryAfter: 7 }, 429, "application/json", '"requestId"'],
  ])("%s", async (_, effect, status, type, text) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ effect });
    const answer = await client("GET", AI_CONFIGS);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type") ?? "").toContain(type);
    expect(answer.text).toContain(text);
    expect(simulator.requests.at(-1)).toMatchObject({ path: AI_CONFIGS, status });
  });

  it.each([
    [7, "7"],
    ["Sun, 01 Nov 2026 12:00:30 GMT", "Sun, 01 Nov 2026 12:00:30 GMT"],
  ])("says when to come back: %s", async (retryAfter, expected) => {
    const simulator = await start();
    simulator.fault({ effect: { kind: "retryAfter", retryAfter } });
    const { headers } = await send(simulator, "GET", "/v2/whoami");
    expect(headers.get("retry-after")).toBe(expected);
  });

  it("carries the headers given", async () => {
    const simulator = await start();
    const headers = { location: "https://elsewhere.example/" };
    simulator.fault({ effect: { kind: "status", status: 302, headers } });
    const answer = await send(simulator, "GET", "/v2/whoami");
    expect(answer.headers.get("location")).toBe("https://elsewhere.example/");
  });
});

describe("a broken connection", () => {
  it.each<[FaultInput["when"], number, null | { provider: string }]>([
    ["before", 0, null],
    ["after", 1, { provider: "openAI" }],
  ])("is reset %s the request is processed", async (when, revision, integration) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ method: "POST", path: AI_CONFIGS, when, effect: { kind: "reset" } });
    await expect(client("POST", AI_CONFIGS, OPENAI)).rejects.toMatchObject({
      cause: { code: "ECONNRESET" },
    });
    expect(simulator.state("org-acme")).toMatchObject({ revision, integration });
    expect(simulator.requests.at(-1)).toMatchObject({ method: "POST", status: 0 });
  });

  it.each<FaultInput["when"]>(["before", "after"])("ends in the middle (%s)", async (when) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ path: AI_CONFIGS, when, effect: { kind: "truncate" } });
    await expect(client("GET", AI_CONFIGS)).rejects.toMatchObject({
      cause: { code: "UND_ERR_SOCKET" },
    });
    expect(simulator.requests.at(-1)).toMatchObject({ path: AI_CONFIGS, status: 200 });
  });
});

describe("a delay", () => {
  it.each<FaultInput["when"]>(["before", "after"])("(%s) lets others overtake", async (when) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ path: AI_CONFIGS, when, effect: { kind: "delay", ms: 40 } });
    const order: string[] = [];
    await Promise.all([
      client("GET", AI_CONFIGS).then(({ status }) => order.push(`late ${status}`)),
      client("GET", "/v2/whoami").then(({ status }) => order.push(`prompt ${status}`)),
    ]);
    expect(order).toEqual(["prompt 200", "late 200"]);
  });

  it.each<[FaultInput["when"], number]>([
    ["before", 0],
    ["after", 1],
  ])("(%s) outlived by nobody leaves revision %d", async (when, revision) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ method: "POST", when, effect: { kind: "delay", ms: LATE } });
    const pending = client("POST", AI_CONFIGS, OPENAI).catch(() => "broken");
    await until(
      simulator,
      () =>
        simulator.requests.at(-1)?.method === "POST" &&
        simulator.state("org-acme").revision === revision,
    );
    await simulator.close();
    expect(await pending).toBe("broken");
    expect(simulator.state("org-acme").revision).toBe(revision);
  });
});

describe("an ambiguous save", () => {
  it.each<FaultEffect>([
    { kind: "status", status: 504 },
    { kind: "html", status: 502 },
    { kind: "text", body: "" },
  ])("is processed although it is answered with %j", async (effect) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.fault({ method: "POST", path: AI_CONFIGS, when: "after", effect });
    const { text } = await client("POST", AI_CONFIGS, OPENAI);
    expect(text).not.toContain("revision");
    expect((await client("GET", AI_CONFIGS)).json).toMatchObject({ provider: "openAI" });
  });
});

describe("which requests a fault strikes", () => {
  const TEAPOT: FaultEffect = { kind: "status", status: 418 };

  it.each<[string, Omit<FaultInput, "effect">, number[]]>([
    ["one by default", {}, [418, 401, 401, 401]],
    ["as many as told", { times: 2 }, [418, 418, 401, 401]],
    ["all", { times: 0 }, [418, 418, 418, 418]],
    ["later ones", { after: 2, times: 1 }, [401, 401, 418, 401]],
    ["its path", { path: "/v2/whoami" }, [418, 401, 401, 401]],
    ["the beginning of its path", { path: "/v2/who*" }, [418, 401, 401, 401]],
    ["no other path", { path: "/v2/who" }, [401, 401, 401, 401]],
    ["its method", { method: "get" }, [418, 401, 401, 401]],
    ["no other method", { method: "POST" }, [401, 401, 401, 401]],
  ])("%s", async (_, fault, expected) => {
    const simulator = await start();
    simulator.fault({ ...fault, effect: TEAPOT });
    const statuses: number[] = [];
    while (statuses.length < expected.length) {
      statuses.push((await send(simulator, "GET", "/v2/whoami")).status);
    }
    expect(statuses).toEqual(expected);
  });

  it("only the oldest fault that fits", async () => {
    const simulator = await start();
    simulator.fault({ effect: { kind: "status", status: 500 } });
    simulator.fault({ effect: { kind: "status", status: 502 } });
    const first = await send(simulator, "GET", "/v2/whoami");
    const second = await send(simulator, "GET", "/v2/whoami");
    expect([first.status, second.status]).toEqual([500, 502]);
  });

  it("none any more once it is cleared", async () => {
    const simulator = await start();
    const id = simulator.fault({ times: 0, effect: TEAPOT });
    expect(simulator.faults()).toMatchObject([{ id, passes: 0, strikes: null }]);
    simulator.clearFaults(id);
    expect(await send(simulator, "GET", "/v2/whoami")).toMatchObject({ status: 401 });
    expect(simulator.faults()).toEqual([]);
  });

  it("the vendors' routes too, but no control route", async () => {
    const simulator = await start();
    simulator.fault({ times: 0, effect: TEAPOT });
    expect(await send(simulator, "GET", "/_vendors/openai/v1/models")).toMatchObject({
      status: 418,
    });
    expect(await send(simulator, "GET", "/_simulator/faults")).toMatchObject({ status: 200 });
  });
});
