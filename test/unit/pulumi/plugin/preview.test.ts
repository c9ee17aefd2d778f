import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import { azure, ENDPOINT, gemini, KEYS, openai } from "./support/configs.ts";
import { startPlugin } from "./support/plugin.ts";
import { environment, simulate } from "./support/simulated.ts";

const OFF = { mode: "off", trustedHosts: [], allowUnverifiedModels: false };
const ENFORCE = { ...OFF, mode: "enforce" };

/** The settings of a configuration that gives none. */
const SETTINGS = {
  existing: "refuse",
  preflight: ENFORCE,
  removal: "remove",
  credentialDrift: "correct",
};

/** What only Sigma's answer tells. */
const OF_SIGMA = [
  "status",
  "driftVisibility",
  "remote",
  "credentialFingerprint",
  "keyVersions",
  "appliedRevision",
  "remoteRevision",
  "updatedAt",
  "updatedBy",
];

const unknown = (...names: string[]): Properties =>
  Object.fromEntries(names.map((name) => [name, UNKNOWN_VALUE]));

const SHARED = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
};

/** The same in the form in which a program writes it. */
const BLOCK = {
  endpointUrl: ENDPOINT,
  languageModel: SHARED.languageModel,
  embeddingModel: SHARED.embeddingModel,
};

describe("a create in a preview", () => {
  it.each<[string, Properties, Properties]>([
    ["of settings alone", openai(), SETTINGS],
    [
      "of a tenant and a guard",
      openai({
        tenant: "org-acme-emea",
        expectedOrganizationId: "org-acme-emea",
        removal: "retain",
      }),
      {
        ...SETTINGS,
        tenant: "org-acme-emea",
        expectedOrganizationId: "org-acme-emea",
        removal: "retain",
      },
    ],
    [
      "of a block not known yet",
      { azureOpenai: UNKNOWN_VALUE },
      { ...SETTINGS, ...unknown("azureOpenai") },
    ],
    [
      "of Azure with a wait",
      azure({ validationWait: "5m" }),
      { ...SETTINGS, ...unknown("azureOpenai"), validationWait: "5m" },
    ],
  ])("knows its settings, and nothing of Sigma: %s", async (_, inputs, settings) => {
    const plugin = await startPlugin();
    const { id, outputs } = await plugin.create(inputs, { preview: true });
    expect({ id, outputs }).toEqual({
      id: "",
      outputs: { ...unknown("organizationId", "aiProvider", "applied", ...OF_SIGMA), ...settings },
    });
  });

  it.each([
    ["openai", openai(), "prompts go to OpenAI"],
    ["gemini", gemini(), "a beta feature"],
  ])("says what Add does to people: %s", async (_, inputs, says) => {
    const plugin = await startPlugin();
    await plugin.create(inputs, { preview: true });
    const texts = plugin.entries.map(({ severity, text }) => `${severity}: ${text}`);
    expect(texts[0]).toContain("info: adding");
    expect(texts.join()).toContain(says);
  });
});

describe("an update in a preview", () => {
  const knownSave = (facts: Properties): Properties => ({
    ...unknown(...OF_SIGMA),
    ...SETTINGS,
    preflight: OFF,
    organizationId: "org-acme",
    ...facts,
  });
  const notKnown = unknown("aiProvider", "applied");

  it.each<[string, Properties, Properties]>([
    ["another vendor", openai(), { aiProvider: "openai", applied: { aiProvider: "openai" } }],
    [
      "a key",
      azure({ apiKey: asSecret("sim-contoso-key-2") }),
      { aiProvider: "azureOpenai", applied: SHARED, azureOpenai: BLOCK },
    ],
    [
      "a key not known yet",
      azure({ apiKey: UNKNOWN_VALUE }),
      { aiProvider: "azureOpenai", applied: SHARED, azureOpenai: BLOCK },
    ],
    [
      "a deployment not known yet",
      azure({ languageModel: UNKNOWN_VALUE }),
      { ...notKnown, ...unknown("azureOpenai") },
    ],
    ["a vendor not known yet", { gemini: UNKNOWN_VALUE }, notKnown],
  ])("that saves knows what is applied where it can be known: %s", async (_, news, facts) => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(azure({}, { preflight: "off" }));
    const plugin = await startPlugin({ env });
    const before = simulator.requests.length;
    const checked = await plugin.check({ ...news, preflight: "off" }, recorded.inputs);
    expect(checked.failures).toEqual([]);
    const { outputs } = await plugin.update(recorded, checked.inputs, { preview: true });
    expect(outputs).toEqual(knownSave(facts));
    expect(simulator.requests).toHaveLength(before);
  });

  it.each<[string, Properties, readonly string[]]>([
    ["settings", openai({ removal: "retain", credentialDrift: "stop" }), []],
    ["what is ignored", openai({}, asSecret(KEYS.openaiNew)), ["openai"]],
  ])("that sends nothing knows all: %s", async (_, news, ignores) => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    const plugin = await startPlugin({ env });
    const before = simulator.requests.length;
    const preview = await plugin.update(recorded, news, { preview: true, ignores });
    const { outputs } = await plugin.update(recorded, news, { ignores });
    expect(preview.outputs).toEqual(outputs);
    expect(JSON.stringify(outputs)).not.toContain(UNKNOWN_VALUE);
    expect(simulator.requests).toHaveLength(before);
  });
});
