import { describe, expect, it } from "@jest/globals";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import {
  profiles,
  type OutsideSave,
  type Profile,
  type Simulator,
} from "../../../../simulator/index.ts";
import { azure, ENDPOINT, openai, resource } from "../support/configs.ts";
import { errorsOf, warningsOf } from "../support/shown.ts";
import { connect, recorded, simulate, type Terraform } from "../support/terraform.ts";

const OUTSIDE: Record<"openai" | "azure", OutsideSave["config"]> = {
  openai: { provider: "openAI", apiKey: "set-by-hand" },
  azure: {
    provider: "azureOpenAI",
    languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT, apiKey: "set-by-hand" },
    embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT, apiKey: "set-by-hand" },
  },
};

async function withOutside(
  config: OutsideSave["config"],
  profile: Profile = "full",
  organization = "org-acme",
): Promise<Simulator> {
  const simulator = await simulate({ profile });
  await simulator.saveOutside(organization, { config });
  return simulator;
}

/** `terraform import`: the import, and the refresh that follows it. */
async function imported(terraform: Terraform, id = "org-acme"): Promise<ObjectValue> {
  const { state, shown } = await terraform.importState(id);
  if (state === null) throw new Error(`not imported: ${errorsOf(shown).join()}`);
  const { state: live } = await terraform.read(await recorded(terraform, state));
  if (live === null) throw new Error("gone after the import");
  return recorded(terraform, live);
}

describe("an import", () => {
  it.each<[string, string, ObjectValue | undefined]>([
    ["the organization's id", "org-acme", undefined],
    ["the id with blanks around", " org-acme\n", undefined],
    ["an identity", "", { organization_id: "org-acme" }],
  ])("by %s takes over what is there, and changes nothing", async (_, id, identity) => {
    const simulator = await withOutside(OUTSIDE.openai);
    const { state, shown, ...answer } = await (await connect(simulator)).importState(id, identity);
    expect(shown).toEqual([]);
    expect(answer.identity).toEqual({ organization_id: "org-acme" });
    expect(state).toMatchObject({
      id: "org-acme",
      organization_id: "org-acme",
      tenant: null,
      ai_provider: "openai",
      status: "configured",
      drift_visibility: "full",
      credential_fingerprint: null,
      applied_revision: "api:1",
      openai: { api_key: null, api_key_wo: null, api_key_wo_version: 1 },
    });
    expect(
      simulator.requests.filter(({ method }) => method !== "GET").map(({ path }) => path),
    ).toEqual(["/v2/auth/token"]);
  });

  it.each<[string, string, ObjectValue | undefined]>([
    ["id", "org-acme-emea", undefined],
    ["identity", "", { organization_id: "org-acme-emea" }],
  ])("by a tenant's %s is one of that tenant", async (_, id, identity) => {
    const simulator = await withOutside(OUTSIDE.azure, "full", "org-acme-emea");
    const { state, ...answer } = await (await connect(simulator)).importState(id, identity);
    expect(state).toMatchObject({
      id: "org-acme-emea",
      tenant: "org-acme-emea",
      ai_provider: "azureOpenai",
    });
    expect(answer.identity).toEqual({ organization_id: "org-acme-emea" });
  });

  it.each<[string, Profile, boolean, string, string]>([
    ["nothing", "full", false, "org-acme", "NOTHING_TO_IMPORT"],
    ["nothing", "minimal", false, "org-acme", "NOTHING_TO_IMPORT"],
    ["nothing", "published", false, "org-acme", "EXISTENCE_UNKNOWN"],
    ["something", "published", true, "org-acme", "EXISTENCE_UNKNOWN"],
    ["a tenant without any", "full", true, "org-acme-emea", "NOTHING_TO_IMPORT"],
    ["an organization of others", "full", true, "org-globex", "TENANT_NOT_FOUND"],
    ["an empty id", "full", true, "", "INVALID_CONFIG"],
    ["an id of blanks", "full", true, " \n", "INVALID_CONFIG"],
  ])("of %s (%s) is an error that says what to do", async (_, profile, there, id, expected) => {
    const simulator = there
      ? await withOutside(OUTSIDE.openai, profile)
      : await simulate({ profile });
    const { state, shown } = await (await connect(simulator)).importState(id);
    expect([errorsOf(shown), state]).toEqual([[expected], null]);
  });

  it("of an empty id asks nobody", async () => {
    const simulator = await simulate();
    const { shown } = await (await connect(simulator)).importState("", { organization_id: null });
    expect(errorsOf(shown)).toEqual(["INVALID_CONFIG"]);
    expect(shown[0]?.detail).toContain("sigma_tenants");
    expect(simulator.requests).toEqual([]);
  });
});

describe("the plan after an import, with version 1 in the configuration", () => {
  const tenant = { tenant: "org-acme-emea" };
  it.each<[string, OutsideSave["config"], string, ObjectValue]>([
    ["OpenAI", OUTSIDE.openai, "org-acme", openai({ api_key_wo_version: 1 })],
    ["Azure", OUTSIDE.azure, "org-acme", azure({ api_key_wo_version: 1 })],
    ["a tenant", OUTSIDE.openai, "org-acme-emea", openai({ api_key_wo_version: 1 }, tenant)],
  ])("is the imported state, to the last attribute: %s", async (_, outside, id, config) => {
    const simulator = await withOutside(outside, "full", id);
    const terraform = await connect(simulator);
    const prior = await imported(terraform, id);
    const { state, shown, replaces } = await terraform.plan(config, prior);
    expect([state, shown, replaces]).toEqual([prior, [], []]);
  });

  it("is empty in minimal for a vendor with one key", async () => {
    const terraform = await connect(await withOutside(OUTSIDE.openai, "minimal"));
    const prior = await imported(terraform);
    const { state, shown } = await terraform.plan(openai({ api_key_wo_version: 1 }), prior);
    expect([state, shown]).toEqual([prior, []]);
  });

  it("saves once in minimal what Sigma does not report, and is empty afterwards", async () => {
    const simulator = await withOutside(OUTSIDE.azure, "minimal");
    const prior = await imported(await connect(simulator));
    await expectOneUpdate(simulator, azure({ api_key_wo_version: 1 }), prior, []);
  });
});

describe("the plan after an import, without that version", () => {
  it.each<[string, OutsideSave["config"], ObjectValue, string]>([
    ["no version", OUTSIDE.openai, openai(), "openai.api_key_wo"],
    ["no version of Azure's", OUTSIDE.azure, azure(), "azure_openai.api_key_wo"],
    ["another version", OUTSIDE.openai, openai({ api_key_wo_version: 2 }), "openai.api_key_wo"],
    [
      "a stored key",
      OUTSIDE.openai,
      resource({ openai: { api_key: "sim-openai-key-1" } }),
      "openai.api_key",
    ],
  ])("is one update that says why, then empty: %s", async (_, outside, config, path) => {
    const simulator = await withOutside(outside);
    const prior = await imported(await connect(simulator));
    await expectOneUpdate(simulator, config, prior, [`${path}: Why this is saved again`]);
  });

  it("of a tenant that the configuration does not name is a replacement", async () => {
    const terraform = await connect(await withOutside(OUTSIDE.openai, "full", "org-acme-emea"));
    const prior = await imported(terraform, "org-acme-emea");
    expect((await terraform.plan(openai(), prior)).replaces).toEqual(["tenant"]);
  });

  it.each(profiles.filter((profile) => profile !== "published"))(
    "of another vendor says so (%s)",
    async (profile) => {
      const terraform = await connect(await withOutside(OUTSIDE.azure, profile));
      const { shown } = await terraform.plan(openai(), await imported(terraform));
      expect(warningsOf(shown)).toEqual(["Prompts go to another company"]);
    },
  );
});

/** Plans one update in place with these warnings, applies it, and finds the next plan empty, refreshed or not. */
async function expectOneUpdate(
  simulator: Simulator,
  config: ObjectValue,
  prior: ObjectValue,
  warnings: string[],
): Promise<void> {
  const terraform = await connect(simulator);
  const { state: planned, shown, replaces } = await terraform.plan(config, prior);
  expect(planned).not.toEqual(prior);
  expect([errorsOf(shown), warningsOf(shown), replaces]).toEqual([[], warnings, []]);
  const state = await (await connect(simulator)).settle(config, prior);
  const { state: live } = await terraform.read(state);
  expect(live).toEqual(state);
  expect((await terraform.plan(config, live)).state).toEqual(state);
}
