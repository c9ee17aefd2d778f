import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import { azure, gemini, KEYS, openai, resource } from "../support/configs.ts";
import { asDynamic, RPC, startProcess } from "../support/process.ts";
import { errorsOf, warningsOf } from "../support/shown.ts";
import { connect, simulate, type PlanAnswer } from "../support/terraform.ts";

/** The plan of a configuration after another one was applied, by a process of its own. */
async function planAfter(
  before: ObjectValue,
  config: ObjectValue | null,
): Promise<PlanAnswer & { prior: ObjectValue; sent: number }> {
  const simulator = await simulate();
  const prior = await (await connect(simulator)).settle(before);
  simulator.clearRequests();
  const answer = await (await connect(simulator)).plan(config, prior);
  return { ...answer, prior, sent: simulator.requests.length };
}

describe("a planned create", () => {
  it("says what it does to people, and sends nothing", async () => {
    const simulator = await simulate();
    const { shown, state, identity, replaces } = await (
      await connect(simulator)
    ).plan(gemini(), null);
    expect(warningsOf(shown)).toEqual(["AI is turned on", "Beta feature"]);
    expect(shown[0]?.detail).toMatch(/^adding .*Gemini turns AI on for the whole organization/);
    expect([state?.["id"], identity, replaces]).toEqual([UNKNOWN, null, []]);
    expect(simulator.requests).toEqual([]);
  });

  it.each<[string, ObjectValue, RegExp]>([
    ["tenant", { tenant: "org-acme-emea" }, /^org-acme-emea: /],
    ["expected organization", { expected_organization_id: "org-acme" }, /^org-acme: /],
    ["tenant to be made", { tenant: UNKNOWN }, /^adding /],
  ])("names the %s", async (_, rest, expected) => {
    const terraform = await connect({ url: "http://localhost:1" });
    expect((await terraform.plan(openai({}, rest), null)).shown[0]?.detail).toMatch(expected);
  });

  it("of a fault answers it at the attribute", async () => {
    const terraform = await connect({ url: "http://localhost:1" });
    const { shown, state } = await terraform.plan(openai({ api_key_wo: "a b" }), null);
    expect(errorsOf(shown)).toEqual(["INVALID_CREDENTIAL openai.api_key_wo"]);
    expect(state).toBeNull();
  });
});

describe("a planned update", () => {
  it("is empty where nothing changes", async () => {
    const { state, prior, shown, replaces, sent } = await planAfter(openai(), openai());
    expect([state, shown, replaces, sent]).toEqual([prior, [], [], 0]);
  });

  it.each<[string, ObjectValue, string[]]>([
    [
      "another key",
      openai({ api_key_wo: KEYS.openaiNew }),
      ["openai.api_key_wo: Why this is saved again"],
    ],
    [
      "another version",
      openai({ api_key_wo_version: 2 }),
      ["openai.api_key_wo: Why this is saved again"],
    ],
    ["the key in its other spelling", resource({ openai: { api_key: KEYS.openai } }), []],
    [
      "a key that is not known yet",
      openai({ api_key_wo: UNKNOWN }),
      ["openai.api_key_wo: Why this is saved again"],
    ],
    ["another vendor", azure(), ["Prompts go to another company"]],
    ["another vendor that is beta", gemini(), ["Prompts go to another company", "Beta feature"]],
    ["a setting", openai({}, { removal: "retain" }), []],
  ])("to %s says why", async (_, config, expected) => {
    const { shown, state, prior, replaces } = await planAfter(openai(), config);
    expect(warningsOf(shown)).toEqual(expected);
    expect(errorsOf(shown)).toEqual([]);
    expect(state).not.toEqual(prior);
    expect([state?.["id"], replaces]).toEqual(["org-acme", []]);
  });

  it("counts the version alone where one is given", async () => {
    const versioned = openai({ api_key_wo_version: 1 });
    const other = openai({ api_key_wo_version: 1, api_key_wo: KEYS.openaiNew });
    const open = openai({ api_key_wo_version: 1, api_key_wo: UNKNOWN });
    for (const config of [versioned, other, open]) {
      const { state, prior, shown } = await planAfter(versioned, config);
      expect([state, shown]).toEqual([prior, []]);
    }
  });

  it("from two vendors' names says from which to which", async () => {
    const { shown } = await planAfter(openai(), azure());
    expect(shown[0]?.detail).toMatch(
      /^org-acme: the vendor changes from OpenAI to Azure OpenAI: .*Microsoft/,
    );
  });

  it("of an expectation that does not hold is an error, and leaves the state", async () => {
    const config = openai({}, { expected_organization_id: "org-globex" });
    const { shown, state, prior } = await planAfter(openai(), config);
    expect(errorsOf(shown)).toEqual(["WRONG_ORGANIZATION"]);
    expect(shown[0]?.detail).toContain("expected_organization_id is org-globex");
    expect(state).toEqual(prior);
  });

  it.each<[string, ObjectValue]>([
    ["to a tenant", { tenant: "org-acme-emea" }],
    ["to a tenant that is not known yet", { tenant: UNKNOWN }],
  ])("%s replaces", async (_, rest) => {
    const { replaces, state } = await planAfter(openai(), openai({}, rest));
    expect(replaces).toEqual(["tenant"]);
    expect([state?.["id"], state?.["tenant"]]).toEqual([UNKNOWN, rest["tenant"]]);
  });

  it("back from a tenant replaces, and one of the same tenant does not", async () => {
    const tenant = openai({}, { tenant: "org-acme-emea" });
    expect((await planAfter(tenant, openai())).replaces).toEqual(["tenant"]);
    expect((await planAfter(tenant, tenant)).replaces).toEqual([]);
  });

  it("has what was changed outside as a warning, with by whom", async () => {
    const simulator = await simulate();
    const recorded = await (await connect(simulator)).settle(openai());
    await simulator.saveOutside("org-acme", { config: { provider: "openAI", apiKey: "outside" } });
    const terraform = await connect(simulator);
    const { state: live } = await terraform.read(recorded);
    const { shown, state } = await terraform.plan(openai(), live);
    expect(warningsOf(shown)).toEqual(["openai.api_key_wo: Changed outside"]);
    expect(shown[0]?.detail).toMatch(
      /credential changed outside: revision api:2, last applied api:1, by user-grace/,
    );
    expect(state?.["remote_revision"]).toBe(UNKNOWN);
  });
});

describe("a planned removal", () => {
  it("warns that AI goes off and indexes are cleared", async () => {
    const { shown, state, sent } = await planAfter(openai(), null);
    expect(warningsOf(shown)).toEqual(["AI is turned off"]);
    expect(shown[0]?.detail).toMatch(/AI off for the whole organization.*indexed data source/);
    expect([state, sent]).toEqual([null, 0]);
  });

  it("says so where the integration is left in place", async () => {
    const { shown, state } = await planAfter(openai({}, { removal: "retain" }), null);
    expect(warningsOf(shown)).toEqual(["Left in place"]);
    expect(shown[0]?.detail).toContain('removal is "retain"');
    expect(state).toBeNull();
  });

  it("of what cannot be read is an error", async () => {
    const terraform = await connect({ url: "http://localhost:1" });
    const { shown } = await terraform.plan(null, resource({}));
    expect(errorsOf(shown)).toEqual(["INVALID_STATE"]);
  });

  it("of nothing is nothing", async () => {
    const terraform = await connect({ url: "http://localhost:1" });
    expect(await terraform.plan(null, null)).toMatchObject({
      state: null,
      shown: [],
      replaces: [],
    });
  });
});

describe("what Terraform keeps for the provider", () => {
  it("goes through a plan unchanged", async () => {
    const process = await startProcess({ config: {} });
    const priorPrivate = Buffer.from("kept");
    const { message } = await process.call(RPC.planResourceChange, {
      config: asDynamic(openai()),
      priorPrivate,
    });
    expect(Buffer.from(message.plannedPrivate)).toEqual(priorPrivate);
    expect([message.legacyTypeSystem, message.deferred]).toEqual([false, undefined]);
  });
});
