import { describe, expect, it } from "@jest/globals";

import { createManualClock, digest } from "../../../simulator/index.ts";
import { AI_CONFIGS, azureConfig, clientOf, send, start } from "./support.ts";

const ACME = "/_simulator/organizations/org-acme/integration";
const GEMINI = { provider: "gemini", apiKey: "sim-anything" };

describe("an edit outside", () => {
  it("saves without asking the vendor, as another admin", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const simulator = await start({ clock });
    const client = await clientOf(simulator);
    await client("POST", AI_CONFIGS, azureConfig());
    clock.advance(60_000);

    const answer = await send(simulator, "PUT", ACME, { body: { config: GEMINI } });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(simulator.state("org-acme"));
    expect((await client("GET", AI_CONFIGS)).json).toEqual({
      provider: "gemini",
      revision: 2,
      createdAt: "2026-01-01T00:00:00.000Z",
      createdBy: "user-ada",
      updatedAt: "2026-01-01T00:01:00.000Z",
      updatedBy: "user-grace",
    });
    expect(simulator.audit.at(-1)).toEqual({
      id: "audit-2",
      at: "2026-01-01T00:01:00.000Z",
      category: "AI_SETTINGS",
      event: "AI_PROVIDER_EDITED",
      organizationId: "org-acme",
      userId: "user-grace",
      source: "outside",
      provider: "gemini",
      revision: 2,
    });
  });

  it("asks the vendor if told to", async () => {
    const simulator = await start();
    const { status, json } = await send(simulator, "PUT", ACME, {
      body: { config: GEMINI, validate: true },
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({ message: expect.stringContaining("Failed to validate: API key") });
    expect(simulator.state("org-acme").revision).toBe(0);
  });

  it("removes, as the admin named", async () => {
    const simulator = await start();
    await send(simulator, "PUT", ACME, { body: { config: GEMINI } });
    const { json } = await send(simulator, "DELETE", ACME, { body: { userId: "user-ada" } });
    expect(json).toEqual({ organizationId: "org-acme", revision: 2, integration: null });
    expect(simulator.audit.at(-1)).toMatchObject({
      event: "AI_PROVIDER_REMOVED",
      userId: "user-ada",
      source: "outside",
    });
  });

  it("is there as a method too", async () => {
    const simulator = await start();
    const config = { provider: "openAI", apiKey: "sim-x" } as const;
    const saved = await simulator.saveOutside("org-globex", { config });
    expect(saved.integration).toMatchObject({ keyDigests: { apiKey: digest("sim-x") } });
    expect(simulator.removeOutside("org-globex").integration).toBeNull();
  });
});

describe("wrong input", () => {
  it.each<[string, string, unknown, number, string]>([
    ["PUT", ACME, {}, 400, "config: "],
    ["PUT", ACME, { config: { provider: "gemini" } }, 400, "config.apiKey: "],
    ["PUT", ACME, { config: GEMINI, userId: "user-alan" }, 400, "userId: expected an admin"],
    ["DELETE", ACME, { userId: "user-barbara" }, 400, "userId: expected an admin"],
    ["GET", "/_simulator/organizations/none/integration", undefined, 404, 'organization "none"'],
    ["POST", "/_simulator/faults", {}, 400, "effect: "],
    ["POST", "/_simulator/faults", { effect: { kind: "flood" } }, 400, "effect.kind: "],
    ["POST", "/_simulator/faults", { effect: { kind: "reset" }, path: "v2" }, 400, "path: "],
    ["PUT", "/_simulator/profile", { profile: "none" }, 400, "profile: "],
    ["POST", "/_simulator/clock", { advance: -1 }, 400, "advance: "],
    ["POST", "/_simulator/tokens/revoke", { organizationId: "none" }, 404, 'organization "none"'],
    ["PATCH", "/_simulator/vendors/none/keys", { keys: [] }, 400, "Invalid option"],
    ["PATCH", "/_simulator/vendors/openai/keys", { keys: [] }, 400, "keys: "],
    ["PATCH", "/_simulator/azure/none/keys", { keys: [{ key: "x" }] }, 404, 'resource "none"'],
    [
      "PATCH",
      "/_simulator/azure/contoso/keys",
      { keys: [{ key: "x", state: "unpaid" }] },
      400,
      "keys.state: ",
    ],
    [
      "PUT",
      "/_simulator/azure/contoso/firewall",
      { defaultAction: "Deny", ipRules: ["not-an-address"] },
      400,
      "ipRules.0: expected an IPv4 address or CIDR range",
    ],
    ["GET", "/_simulator/none", undefined, 404, "Not found"],
  ])("%s %s with %j answers %d", async (method, path, body, expected, text) => {
    const { status, json } = await send(await start(), method, path, { body });
    expect(status).toBe(expected);
    expect(json).toMatchObject({ message: expect.stringContaining(text) });
  });

  it("throws from a method what the route answers", async () => {
    const simulator = await start();
    expect(() => simulator.state("none")).toThrow('There is no organization "none"');
    expect(() => simulator.fault({ path: "v2", effect: { kind: "reset" } })).toThrow("path: ");
  });
});

describe("the control routes", () => {
  it("say what this is", async () => {
    const { json } = await send(await start(), "GET", "/_simulator");
    expect(json).toMatchObject({
      simulator: expect.stringContaining("stand-in"),
      profile: "full",
      organizations: expect.arrayContaining([
        { id: "org-acme", name: "Acme", clientIds: ["acme-admin", "acme-analyst"] },
        { id: "org-acme-emea", name: "Acme EMEA", parentId: "org-acme", clientIds: [] },
      ]),
      routes: expect.arrayContaining([
        { route: "POST /_simulator/reset", summary: "Goes back to the seed" },
      ]),
    });
  });

  it("are all there that are listed", async () => {
    const simulator = await start();
    const { json } = await send(simulator, "GET", "/_simulator");
    const { routes } = json as { routes: { route: string }[] };
    const statuses = await Promise.all(
      routes.map(async ({ route }) => {
        const [method = "", path = ""] = route.split(" ");
        return (await send(simulator, method, path.replace(":organizationId", "org-acme"))).json;
      }),
    );
    expect(routes.length).toBeGreaterThan(15);
    expect(statuses).not.toContainEqual(expect.objectContaining({ message: "Not found" }));
  });

  it("change the profile", async () => {
    const simulator = await start();
    await send(simulator, "PUT", "/_simulator/profile", { body: { profile: "minimal" } });
    const { headers } = await send(simulator, "GET", "/_simulator/");
    expect(headers.get("x-sigma-simulator")).toBe("true; profile=minimal");
  });

  it("move the clock", async () => {
    const clock = createManualClock(Date.UTC(2026, 0, 1));
    const simulator = await start({ clock });
    const { json } = await send(simulator, "POST", "/_simulator/clock", {
      body: { advance: 90_000 },
    });
    expect(json).toEqual({ now: "2026-01-01T00:01:30.000Z" });
  });

  it("move the time of day, where no clock was given", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.advance(3_600_000);
    expect(await client("GET", "/v2/whoami")).toMatchObject({ status: 401 });
  });

  it("leave a clock alone that cannot be moved", async () => {
    const simulator = await start({ clock: { now: () => 0 } });
    const body = { advance: 1 };
    expect(await send(simulator, "POST", "/_simulator/clock", { body })).toMatchObject({
      status: 409,
    });
  });

  it("revoke tokens", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    const { json } = await send(simulator, "POST", "/_simulator/tokens/revoke");
    expect(json).toEqual({ revoked: 2 });
    expect(await client("GET", "/v2/whoami")).toMatchObject({ status: 401 });
  });

  it("change vendors' keys and firewalls", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    await send(simulator, "PATCH", "/_simulator/vendors/anthropic/keys", {
      body: { keys: [{ key: "sim-new" }] },
    });
    const single = { provider: "anthropic", apiKey: "sim-new" };
    expect(await client("POST", AI_CONFIGS, single)).toMatchObject({ status: 200 });

    const azure = azureConfig({ resource: "fabrikam", key: "sim-new" });
    await send(simulator, "PATCH", "/_simulator/azure/fabrikam/keys", {
      body: { keys: [{ key: "sim-new" }] },
    });
    expect(await client("POST", AI_CONFIGS, azure)).toMatchObject({
      status: 400,
      json: { message: "Failed to validate" },
    });
    await send(simulator, "PUT", "/_simulator/azure/fabrikam/firewall", {
      body: { defaultAction: "Deny", ipRules: ["203.0.113.0/24"] },
    });
    expect(await client("POST", AI_CONFIGS, azure)).toMatchObject({ status: 200 });
  });

  it("set, list and clear faults", async () => {
    const simulator = await start();
    const fault = { method: "GET", effect: { kind: "status", status: 500 } };
    const { json } = await send(simulator, "POST", "/_simulator/faults", { body: fault });
    expect(json).toEqual({ id: "fault-1" });
    expect((await send(simulator, "GET", "/_simulator/faults")).json).toMatchObject({
      faults: [{ id: "fault-1", fault, passes: 0, strikes: 1 }],
    });
    await send(simulator, "DELETE", "/_simulator/faults");
    expect(simulator.faults()).toEqual([]);
  });

  it("show and empty the records", async () => {
    const simulator = await start();
    await simulator.saveOutside("org-globex", {
      config: { provider: "gemini", apiKey: "sim-anything" },
    });
    await send(simulator, "GET", "/v2/whoami?secret=x", { headers: { "user-agent": "tester/1" } });
    expect((await send(simulator, "GET", "/_simulator/requests")).json).toEqual({
      requests: [
        {
          method: "GET",
          path: "/v2/whoami",
          status: 401,
          userAgent: "tester/1",
          at: expect.any(String),
        },
      ],
    });
    const audit = async (organizationId: string) =>
      (await send(simulator, "GET", `/_simulator/audit?organizationId=${organizationId}`)).json;
    expect(await audit("org-globex")).toMatchObject({ events: [{ provider: "gemini" }] });
    expect(await audit("org-acme")).toEqual({ events: [] });
    await send(simulator, "DELETE", "/_simulator/requests");
    expect(simulator.requests).toEqual([]);
  });
});
