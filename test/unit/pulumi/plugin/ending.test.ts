import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import { milliseconds } from "../../../../provider/pulumi/plugin/timeout.ts";
import { GET_INTEGRATION, GET_TENANTS } from "../../../../provider/pulumi/plugin/tokens.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import type { FaultInput, Simulator } from "../../../../simulator/index.ts";
import { until } from "../../../support/until.ts";
import { KEYS, openai } from "./support/configs.ts";
import { RPC, startPlugin, type PluginProcess } from "./support/plugin.ts";
import { createRequest, type Operation, type Recorded } from "./support/requests.ts";
import { environment, sent, simulate } from "./support/simulated.ts";

const CONFIGS = "/v2/organizations/settings/aiConfigs";
const LONG = { kind: "delay", ms: 600_000 } as const;
const NEW = openai({}, asSecret(KEYS.openaiNew));

const READ: FaultInput = { method: "GET", path: CONFIGS, effect: LONG };
const SAVE: FaultInput = { method: "POST", path: CONFIGS, effect: LONG };
const REMOVE: FaultInput = { method: "DELETE", path: CONFIGS, effect: LONG };

/** Whether Sigma has been sent a save that it has not answered. */
const isSaving = ({ requests }: Simulator): boolean =>
  requests.some(
    ({ method, path, status: answered }) => method === "POST" && path === CONFIGS && answered === 0,
  );

async function recordedAt(simulator: Simulator): Promise<Recorded> {
  return (await startPlugin({ env: environment(simulator.url) })).settle(openai());
}

describe("the time that the engine gives", () => {
  type Call = (plugin: PluginProcess, recorded: Recorded, time: Operation) => Promise<unknown>;

  it.each<[string, FaultInput, Call, string]>([
    ["a read", READ, (plugin, recorded, time) => plugin.read(recorded, time), "DEADLINE_EXCEEDED"],
    ["an import", READ, (plugin, { id }, time) => plugin.read({ id }, time), "DEADLINE_EXCEEDED"],
    [
      "an update",
      SAVE,
      (plugin, recorded, time) => plugin.update(recorded, NEW, time),
      "SAVE_OUTCOME_UNKNOWN",
    ],
    [
      "a removal",
      REMOVE,
      (plugin, recorded, time) => plugin.remove(recorded, time),
      "REMOVE_OUTCOME_UNKNOWN",
    ],
  ])("ends %s", async (_, fault, call, code) => {
    const simulator = await simulate();
    const recorded = await recordedAt(simulator);
    simulator.fault(fault);
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await expect(call(plugin, recorded, { timeout: 0.4 })).rejects.toMatchObject({
      code: status.UNKNOWN,
      details: expect.stringContaining(`[${code}`),
    });
  });

  it("ends a create before its save, so that nothing was sent", async () => {
    const simulator = await simulate();
    simulator.fault(READ);
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await expect(plugin.create(openai(), { timeout: 0.4 })).rejects.toMatchObject({
      details: expect.stringContaining("[DEADLINE_EXCEEDED"),
    });
    expect(sent(simulator)).not.toContain(`POST ${CONFIGS}`);
  });

  it("goes before SIGMA_TIMEOUT", async () => {
    const simulator = await simulate();
    simulator.fault({ ...READ, effect: { kind: "delay", ms: 1500 } });
    const env = { ...environment(simulator.url), SIGMA_TIMEOUT: "1" };
    const plugin = await startPlugin({ env });
    expect(await plugin.create(openai(), { timeout: 60 })).toMatchObject({ id: "org-acme" });
  });

  it.each([
    [0, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [0.25, 250],
    [600, 600_000],
    // The longest time that a timer takes; a longer one would end at once.
    [9999 * 3600, 2 ** 31 - 1],
    [Number.POSITIVE_INFINITY, 2 ** 31 - 1],
  ])("of %s s is %s ms", (seconds, expected) => {
    expect(milliseconds(seconds)).toBe(expected);
  });
});

describe("the user's Ctrl-C", () => {
  it("ends a save that Sigma has carried out: what Sigma says of it is recorded", async () => {
    const simulator = await simulate();
    simulator.fault({ ...SAVE, when: "after" });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const creating = plugin.create(openai());
    await until(() => simulator.state("org-acme").integration !== null);
    await plugin.cancel();
    const recorded = await creating;
    expect(recorded).toMatchObject({ id: "org-acme", outputs: { appliedRevision: "api:1" } });
    const next = await startPlugin({ env: environment(simulator.url) });
    expect((await next.diff(recorded, openai())).lines).toEqual([]);
  });

  it("ends a save that Sigma has not carried out, and sends no more than the read that settles it", async () => {
    const simulator = await simulate();
    simulator.fault(SAVE);
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const creating = plugin.create(openai());
    await until(() => isSaving(simulator));
    const before = simulator.requests.length;
    await Promise.all([
      expect(creating).rejects.toMatchObject({
        code: status.UNKNOWN,
        details: expect.stringContaining("[SAVE_OUTCOME_UNKNOWN"),
      }),
      plugin.cancel(),
    ]);
    expect(sent(simulator).slice(before)).toEqual([`GET ${CONFIGS}`]);
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it.each<[string, FaultInput]>([
    ["for the read before the save", READ],
    ["for a token", { method: "POST", path: "/v2/auth/token", effect: LONG }],
  ])("ends the wait %s, and sends nothing more", async (_, fault) => {
    const simulator = await simulate();
    simulator.fault(fault);
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const creating = plugin.create(openai());
    await until(() => simulator.faults().length === 0);
    const before = sent(simulator);
    await Promise.all([
      expect(creating).rejects.toMatchObject({ details: expect.stringContaining("[CANCELLED") }),
      plugin.cancel(),
    ]);
    expect(sent(simulator)).toEqual(before);
  });

  it("ends all that is under way, and what comes afterwards", async () => {
    const simulator = await simulate();
    const recorded = await recordedAt(simulator);
    simulator.clearRequests();
    simulator.fault({ ...READ, times: 2 });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const calls = [plugin.read(recorded), plugin.invoke(GET_INTEGRATION)];
    await until(() => simulator.faults().length === 0);
    const before = simulator.requests.length;
    await plugin.cancel();
    for (const call of [
      ...calls,
      plugin.read(recorded),
      plugin.create(openai({ tenant: "org-acme-emea" })),
      plugin.invoke(GET_TENANTS),
    ]) {
      await expect(call).rejects.toMatchObject({ details: expect.stringContaining("[CANCELLED") });
    }
    expect(simulator.requests).toHaveLength(before);
    // What sends nothing still works, so that the engine can finish.
    expect((await plugin.check(openai())).failures).toEqual([]);
    expect((await plugin.diff(recorded, openai())).lines).toEqual([]);
  });
});

describe("a call that the engine gives up", () => {
  it("ends by itself, and leaves the others", async () => {
    const simulator = await simulate();
    simulator.fault(READ);
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const given = new AbortController();
    const creating = plugin.call(RPC.create, createRequest(openai()), given.signal);
    await until(() => simulator.faults().length === 0);
    given.abort();
    await expect(creating).rejects.toMatchObject({ code: status.CANCELLED });
    expect(await plugin.invoke(GET_INTEGRATION)).toMatchObject({ status: "absent" });
    expect(sent(simulator).filter((line) => line === `POST ${CONFIGS}`)).toEqual([]);
    // It has let go of the organization, which a second create of the same process may take.
    expect(await plugin.create(openai())).toMatchObject({ id: "org-acme" });
  });

  it("in the middle of a save does not send it again", async () => {
    const simulator = await simulate();
    simulator.fault({ ...SAVE, when: "after" });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const given = new AbortController();
    const creating = plugin.call(RPC.create, createRequest(openai()), given.signal);
    await until(() => simulator.state("org-acme").integration !== null);
    given.abort();
    await expect(creating).rejects.toMatchObject({ code: status.CANCELLED });
    await until(() => sent(simulator).filter((line) => line === `GET ${CONFIGS}`).length === 2);
    expect(simulator.audit).toHaveLength(1);
  });
});
