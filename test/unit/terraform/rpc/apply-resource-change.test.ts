import { describe, expect, it } from "@jest/globals";
import { computedNames } from "../../../../provider/terraform/schema.ts";
import { valueAt, type ObjectValue } from "../../../../provider/terraform/values/value.ts";
import type { FaultInput, Simulator } from "../../../../simulator/index.ts";
import { azure, gemini, KEYS, openai, resource } from "../support/configs.ts";
import { asDynamic, RPC, startProcess } from "../support/process.ts";
import { errorsOf, shownOf, warningsOf } from "../support/shown.ts";
import { connect, environment, simulate, type StateAnswer } from "../support/terraform.ts";

const SAVE = { method: "POST", path: "/v2/organizations/settings/aiConfigs" } as const;

/** Sigma's answer to the next save: another vendor than was sent. */
const OTHERWISE: FaultInput = {
  ...SAVE,
  effect: { kind: "status", status: 200, body: { provider: "gemini", revision: 1 } },
};

/** Plans and applies, each in a process of its own. */
async function applied(
  simulator: Simulator,
  config: ObjectValue | null,
  prior: ObjectValue | null = null,
  env: Record<string, string> = {},
): Promise<StateAnswer> {
  const { state: planned } = await (await connect(simulator, { env })).plan(config, prior);
  return (await connect(simulator, { env })).apply(config, prior, planned);
}

describe("a create", () => {
  it("records what the provider sets, with the organization as identity", async () => {
    const simulator = await simulate();
    const { state, identity, shown } = await applied(simulator, openai());
    expect([errorsOf(shown), identity]).toEqual([[], { organization_id: "org-acme" }]);
    expect(state).toMatchObject({
      id: "org-acme",
      organization_id: "org-acme",
      ai_provider: "openai",
      status: "configured",
      drift_visibility: "full",
      credential_fingerprint: expect.stringMatching(/^v1:/),
      applied_revision: "api:1",
      updated_by: "user-ada",
      openai: { api_key: null, api_key_wo: null, api_key_wo_version: 1 },
    });
    expect(simulator.state("org-acme").integration?.provider).toBe("openAI");
  });

  it("of a tenant is one of that organization", async () => {
    const simulator = await simulate();
    const config = openai({}, { tenant: "org-acme-emea" });
    const { state, identity } = await applied(simulator, config);
    expect([state?.["id"], state?.["tenant"]]).toEqual(["org-acme-emea", "org-acme-emea"]);
    expect(identity).toEqual({ organization_id: "org-acme-emea" });
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it.each<[string, ObjectValue, (simulator: Simulator) => unknown, string[]]>([
    [
      "where something is there",
      openai(),
      async (simulator) =>
        simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "outside" } }),
      ["ALREADY_CONFIGURED"],
    ],
    [
      "with a key that the vendor refuses",
      openai({ api_key_wo: "sim-openai-key-revoked" }),
      () => {},
      ["PREFLIGHT_FAILED openai.api_key_wo"],
    ],
    [
      "with a key that Sigma cannot validate",
      openai({ api_key_wo: "sim-openai-key-revoked" }, { preflight: { mode: "off" } }),
      () => {},
      ["VALIDATION_FAILED"],
    ],
    [
      "whose save never arrived",
      openai(),
      (simulator) => simulator.fault({ ...SAVE, effect: { kind: "reset" } }),
      ["SAVE_OUTCOME_UNKNOWN"],
    ],
    [
      "of a tenant that is none",
      openai({}, { tenant: "org-globex" }),
      () => {},
      ["TENANT_NOT_FOUND tenant"],
    ],
    [
      "of another organization",
      openai({}, { expected_organization_id: "org-globex" }),
      () => {},
      ["WRONG_ORGANIZATION"],
    ],
  ])("%s fails, and records nothing", async (_, config, prepare, expected) => {
    const simulator = await simulate();
    await prepare(simulator);
    const { state, identity, shown } = await applied(simulator, config);
    expect([errorsOf(shown), state, identity]).toEqual([expected, null, null]);
  });

  it("that Sigma reports differently is recorded with a warning, so that it is not made anew", async () => {
    const simulator = await simulate();
    simulator.fault(OTHERWISE);
    const { state, shown } = await applied(simulator, openai());
    expect(errorsOf(shown)).toEqual([]);
    expect(warningsOf(shown)).toEqual(["Saved, but not as asked"]);
    expect(shown[0]?.detail).toContain("[SAVED_DIFFERENTLY]");
    expect(state).toMatchObject({ id: "org-acme", ai_provider: "gemini", status: "configured" });
    const next = await (await connect(simulator)).plan(openai(), state);
    expect([next.replaces, valueAt(next.state, "ai_provider")]).toEqual([[], "openai"]);
    expect(next.state).not.toEqual(state);
  });
});

describe("an update", () => {
  it.each<[string, ObjectValue, string]>([
    ["another key", openai({ api_key_wo: KEYS.openaiNew }), "openAI"],
    ["another version", openai({ api_key_wo_version: 2 }), "openAI"],
    ["another vendor", azure(), "azureOpenAI"],
    ["a stored key", resource({ openai: { api_key: KEYS.openaiNew } }), "openAI"],
  ])("to %s saves in place, and the plan afterwards is empty", async (_, config, provider) => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    const state = await (await connect(simulator)).settle(config, prior);
    expect(simulator.state("org-acme")).toMatchObject({ revision: 2, integration: { provider } });
    const terraform = await connect(simulator);
    const { state: live } = await terraform.read(state);
    expect(live).toEqual(state);
    const { state: planned, shown } = await terraform.plan(config, live);
    expect([planned, shown]).toEqual([state, []]);
  });

  it.each<[string, ObjectValue]>([
    ["settings", openai({}, { removal: "retain", credential_drift: "stop" })],
    ["timeouts", openai({}, { timeouts: { create: "1h" } })],
    ["the spelling of the key", resource({ openai: { api_key: KEYS.openai } })],
  ])("of %s alone sends nothing, and changes nothing that the provider sets", async (_, config) => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    simulator.clearRequests();
    const state = await (await connect(simulator)).settle(config, prior);
    expect(simulator.requests).toEqual([]);
    for (const name of computedNames) expect([name, state[name]]).toEqual([name, prior[name]]);
    expect((await (await connect(simulator)).plan(config, state)).state).toEqual(state);
  });

  it("that is refused leaves the state, byte for byte", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    const config = openai({ api_key_wo: "sim-openai-key-revoked" });
    const { state, identity, shown } = await applied(simulator, config, prior);
    expect(errorsOf(shown)).toEqual(["PREFLIGHT_FAILED openai.api_key_wo"]);
    expect([state, identity]).toEqual([prior, { organization_id: "org-acme" }]);
  });

  it("that Sigma reports differently fails, and is recorded as Sigma says", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(openai());
    simulator.fault(OTHERWISE);
    const { state, shown } = await applied(simulator, openai({ api_key_wo_version: 2 }), prior);
    expect(errorsOf(shown)).toEqual(["SAVED_DIFFERENTLY"]);
    expect(state).toMatchObject({ id: "org-acme", ai_provider: "gemini" });
  });

  it("overwrites what was changed outside with a warning, and stops where it is to stop", async () => {
    const simulator = await simulate();
    const outside = { config: { provider: "openAI", apiKey: "outside" } } as const;
    const prior = await (await connect(simulator)).settle(openai());
    await simulator.saveOutside("org-acme", outside);
    const { state: live } = await (await connect(simulator)).read(prior);
    const stop = openai({}, { credential_drift: "stop" });
    const stopped = await applied(simulator, stop, live);
    expect([errorsOf(stopped.shown), stopped.state]).toEqual([["CHANGED_OUTSIDE"], live]);
    const { shown } = await applied(simulator, openai(), live);
    expect(warningsOf(shown)).toEqual(["A change is overwritten"]);
  });
});

describe("a removal", () => {
  const WRITE = { SIGMA_ALLOW_ASSUMED: "write" };

  it("takes the integration away, and says what else is gone", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(gemini());
    const { state, shown } = await applied(simulator, null, prior, WRITE);
    expect([state, warningsOf(shown)]).toEqual([null, ["AI was turned off"]]);
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it("says nothing that its own plan has said, and keeps no note of it", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(gemini());
    const process = await startProcess({
      env: { ...environment(simulator.url), ...WRITE },
      config: {},
    });
    const priorState = asDynamic(prior);
    const nothing = asDynamic(null);
    const { message: planned } = await process.call(RPC.planResourceChange, {
      priorState,
      config: nothing,
      proposedNewState: nothing,
    });
    const { message } = await process.call(RPC.applyResourceChange, {
      priorState,
      config: nothing,
      plannedState: nothing,
      plannedPrivate: planned.plannedPrivate,
    });
    expect(warningsOf(shownOf(planned.diagnostics))).toEqual(["AI is turned off"]);
    expect([message.diagnostics, [...message.private]]).toEqual([[], []]);
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it("leaves the integration where that is asked for", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(gemini({ removal: "retain" }));
    simulator.clearRequests();
    const { state, shown } = await applied(simulator, null, prior);
    expect([state, warningsOf(shown)]).toEqual([null, ["Left in place"]]);
    expect(simulator.requests).toEqual([]);
  });

  it("that fails leaves the state", async () => {
    const simulator = await simulate();
    const prior = await (await connect(simulator)).settle(gemini());
    const { state, shown } = await applied(simulator, null, prior);
    expect([errorsOf(shown), state]).toEqual([["ASSUMED_REMOVE_REFUSED"], prior]);
  });

  it("of a state that cannot be read fails, and leaves it", async () => {
    const { state, shown } = await applied(await simulate(), null, resource({ id: "x" }), WRITE);
    expect([errorsOf(shown), state?.["id"]]).toEqual([["INVALID_STATE"], "x"]);
  });
});

describe("an apply", () => {
  it("hands on what Terraform keeps, and the identity that was planned", async () => {
    const { url } = await simulate();
    const process = await startProcess({ env: environment(url), config: {} });
    const identity = { identityData: asDynamic({ organization_id: "org-planned" }) };
    const { message } = await process.call(RPC.applyResourceChange, {
      config: asDynamic(openai({ api_key_wo: "" })),
      plannedState: asDynamic(openai()),
      plannedPrivate: Buffer.from("kept"),
      plannedIdentity: identity,
    });
    expect(Buffer.from(message.private).toString()).toBe("kept");
    expect(message.newIdentity?.identityData?.msgpack).toEqual(
      Buffer.from(identity.identityData.msgpack),
    );
  });

  it("ends at the time that the resource gives it", async () => {
    const simulator = await simulate();
    simulator.fault({ ...SAVE, method: "GET", times: 0, effect: { kind: "delay", ms: 60_000 } });
    const config = openai({}, { timeouts: { create: "50ms" } });
    const { shown, state } = await applied(simulator, config);
    expect([errorsOf(shown), state]).toEqual([["DEADLINE_EXCEEDED"], null]);
  });
});
