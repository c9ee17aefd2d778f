import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import type { Simulator } from "../../../../simulator/index.ts";
import { azure, azureApart, ENDPOINT, gemini, KEYS, openai } from "./support/configs.ts";
import { startPlugin, type PluginProcess } from "./support/plugin.ts";
import { URN, type Recorded } from "./support/requests.ts";
import { environment, simulate } from "./support/simulated.ts";

const FABRIKAM = "https://fabrikam.openai.azure.com";
const NEW_KEY = asSecret(KEYS.openaiNew);
const NEW_CONTOSO = asSecret("sim-contoso-key-2");

/** What was created of a configuration, and a process for what comes after it. */
async function created(
  news: Properties,
): Promise<{ simulator: Simulator; plugin: PluginProcess; recorded: Recorded }> {
  const simulator = await simulate();
  const env = environment(simulator.url);
  const recorded = await (await startPlugin({ env })).settle({ ...news, preflight: "off" });
  return { simulator, recorded, plugin: await startPlugin({ env }) };
}

describe("an edit of the program", () => {
  it.each<[string, Properties, Properties, string[]]>([
    ["nothing", openai(), openai(), []],
    ["nothing but how a key is marked", openai(), openai({}, KEYS.openai), []],
    ["a key", openai(), openai({}, NEW_KEY), ["update openai.apiKey"]],
    ["a setting that is added", openai(), openai({ removal: "retain" }), ["add removal"]],
    [
      "a setting that is changed",
      openai({ credentialDrift: "stop" }),
      openai({ credentialDrift: "ignore" }),
      ["update credentialDrift"],
    ],
    ["a setting that is gone", openai({ removal: "retain" }), openai(), ["delete removal"]],
    ["a setting that is written out", openai(), openai({ removal: "remove" }), []],
    [
      "a version of a key",
      { openai: { apiKey: NEW_KEY, apiKeyVersion: 1 } },
      { openai: { apiKey: NEW_KEY, apiKeyVersion: 2 } },
      ["update openai.apiKey"],
    ],
    ["another vendor", openai(), gemini(), ["add gemini", "delete openai"]],
    ["Azure in the place of another", openai(), azure(), ["add azureOpenai", "delete openai"]],
    [
      "a deployment",
      azure(),
      azure({ languageModel: { deploymentId: "gpt-51" } }),
      ["update azureOpenai.languageModel.deploymentId"],
    ],
    [
      "an endpoint for both models",
      azure(),
      azure({ endpointUrl: FABRIKAM }),
      ["update azureOpenai.endpointUrl"],
    ],
    [
      "an endpoint of one model",
      azureApart(),
      azureApart({ endpointUrl: FABRIKAM }),
      ["update azureOpenai.languageModel.endpointUrl"],
    ],
    [
      "an endpoint of its own for one model",
      azure(),
      azure({ embeddingModel: { deploymentId: "embed", endpointUrl: FABRIKAM } }),
      ["add azureOpenai.embeddingModel.endpointUrl"],
    ],
    [
      "a key for both models",
      azure(),
      azure({ apiKey: NEW_CONTOSO }),
      ["update azureOpenai.apiKey"],
    ],
    [
      "a key of a model",
      azureApart(),
      azureApart({ apiKey: NEW_CONTOSO }),
      ["update azureOpenai.languageModel.apiKey"],
    ],
    ["the same endpoint and key written at each model", azure(), azureApart(), []],
    ["the same endpoint spelt otherwise", azure(), azure({ endpointUrl: `${ENDPOINT}/` }), []],
  ])("%s", async (_, before, after, lines) => {
    const { plugin, recorded } = await created(before);
    const diff = await plugin.diff(recorded, { ...after, preflight: "off" });
    expect(diff).toEqual({
      changes: lines.length > 0,
      lines,
      replaces: [],
      stables: ["organizationId"],
      properties: expect.anything(),
    });
    const changed = lines.map((line) => line.replace(/^\w+ (\w+).*/, "$1"));
    expect(new Set(diff.properties)).toEqual(new Set(changed));
  });

  it.each<[string, string | undefined, string | undefined, string]>([
    ["a tenant is added", undefined, "org-acme-emea", "add"],
    ["a tenant is changed", "org-acme-emea", "org-acme-apac", "update"],
    ["a tenant is gone", "org-acme-emea", undefined, "delete"],
    ["a tenant is not known yet", "org-acme-emea", UNKNOWN_VALUE, "update"],
  ])("replaces where %s", async (_, before, after, kind) => {
    const { plugin, recorded } = await created(openai({ tenant: before }));
    const diff = await plugin.diff(recorded, openai({ tenant: after, preflight: "off" }));
    expect(diff).toMatchObject({
      changes: true,
      replaces: ["tenant"],
      stables: [],
      lines: [`${kind} replace tenant`],
    });
  });

  it("shows each of several", async () => {
    const { plugin, recorded } = await created(azure());
    const news = azure({ languageModel: { deploymentId: "gpt-51" }, apiKey: NEW_CONTOSO });
    const { lines } = await plugin.diff(recorded, {
      ...news,
      removal: "retain",
      preflight: "warn",
    });
    expect(lines).toEqual([
      "add removal",
      "update azureOpenai.apiKey",
      "update azureOpenai.languageModel.deploymentId",
      "update preflight",
    ]);
  });
});

describe("a value that is not known yet", () => {
  it.each<[string, Properties, string[]]>([
    ["a key", openai({}, UNKNOWN_VALUE), ["update openai.apiKey"]],
    ["a block", { openai: UNKNOWN_VALUE }, ["update openai"]],
    ["the block of another vendor", { gemini: UNKNOWN_VALUE }, ["add gemini", "delete openai"]],
    ["a setting", openai({ removal: UNKNOWN_VALUE }), ["add removal"]],
    [
      "a key whose version stays",
      { openai: { apiKey: UNKNOWN_VALUE, apiKeyVersion: 1 } },
      ["update openai.apiKey"],
    ],
  ])("counts as changed: %s", async (_, news, lines) => {
    const { plugin, recorded } = await created(openai());
    expect((await plugin.diff(recorded, { ...news, preflight: "off" })).lines).toEqual(lines);
  });

  it("is not called deleted in a block that is not known as a whole", async () => {
    const { plugin, recorded, simulator } = await created(azure());
    await simulator.saveOutside("org-acme", {
      config: {
        provider: "azureOpenAI",
        languageModel: { deploymentId: "gpt-51", endpointUrl: ENDPOINT, apiKey: "by-hand" },
        embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT, apiKey: "by-hand" },
      },
    });
    const live = await plugin.read(recorded);
    const { lines } = await plugin.diff(live, { azureOpenai: UNKNOWN_VALUE, preflight: "off" });
    expect(lines).toContain("update azureOpenai");
    expect(lines).not.toContainEqual(expect.stringMatching(/^delete/));
  });
});

describe("a change made outside", () => {
  const deployments = (languageModel: string, embeddingModel: string, endpointUrl = ENDPOINT) => ({
    provider: "azureOpenAI" as const,
    languageModel: { deploymentId: languageModel, endpointUrl, apiKey: "by-hand" },
    embeddingModel: { deploymentId: embeddingModel, endpointUrl, apiKey: "by-hand" },
  });
  const KEY_LINE = "update azureOpenai.apiKey";

  it.each<[string, Parameters<Simulator["saveOutside"]>[1]["config"], string[]]>([
    ["a deployment", deployments("gpt-51", "embed"), ["azureOpenai.languageModel.deploymentId"]],
    ["an endpoint", deployments("gpt-41", "embed", FABRIKAM), ["azureOpenai.endpointUrl"]],
  ])("is one against what Sigma had: %s", async (_, config, paths) => {
    const { plugin, recorded, simulator } = await created(azure());
    await simulator.saveOutside("org-acme", { config });
    const live = await plugin.read(recorded);
    const { lines } = await plugin.diff(live, azure({}, { preflight: "off" }));
    expect(lines).toEqual([KEY_LINE, ...paths.map((path) => `update ${path} at Sigma`)]);
  });

  it("of the vendor is shown at the block that the program has", async () => {
    const { plugin, recorded, simulator } = await created(openai());
    await simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "by-hand" } });
    const live = await plugin.read(recorded);
    const { lines } = await plugin.diff(live, openai({ preflight: "off" }));
    expect(lines).toEqual(["update openai at Sigma"]);
  });

  it("of a key is shown as an input, since no output has it, with the reason in the log", async () => {
    const { plugin, recorded, simulator } = await created(openai());
    await simulator.saveOutside("org-acme", { config: { provider: "openAI", apiKey: "by-hand" } });
    const live = await plugin.read(recorded);
    const { lines } = await plugin.diff(live, openai({ preflight: "off" }));
    expect(lines).toEqual(["update openai.apiKey"]);
    expect(plugin.entries).toContainEqual({
      urn: URN,
      severity: "warning",
      text: expect.stringMatching(
        /^org-acme: openai\.apiKey: credential .*changed outside: revision api:2, last applied api:1/,
      ),
    });
  });
});

describe("ignoreChanges", () => {
  const OUTSIDE = {
    provider: "azureOpenAI",
    languageModel: { deploymentId: "gpt-51", endpointUrl: FABRIKAM, apiKey: "by-hand" },
    embeddingModel: { deploymentId: "embed", endpointUrl: FABRIKAM, apiKey: "by-hand" },
  } as const;
  const KEY = "update azureOpenai.apiKey";
  const MODEL = "update azureOpenai.languageModel.deploymentId at Sigma";
  const BOTH_ENDPOINTS = "update azureOpenai.endpointUrl at Sigma";

  it.each<[string[], string[]]>([
    [[], [KEY, BOTH_ENDPOINTS, MODEL]],
    [["azureOpenai.apiKey"], [BOTH_ENDPOINTS, MODEL]],
    [["azureOpenai.languageModel.deploymentId"], [BOTH_ENDPOINTS]],
    [["azureOpenai.languageModel"], [BOTH_ENDPOINTS]],
    [["azureOpenai.endpointUrl"], [MODEL]],
    [["azureOpenai"], []],
    [
      ["azure", "azureOpenai.language", "openai"],
      [KEY, BOTH_ENDPOINTS, MODEL],
    ],
  ])("%j leaves %j", async (ignores, left) => {
    const { plugin, recorded, simulator } = await created(azure());
    await simulator.saveOutside("org-acme", { config: OUTSIDE });
    const live = await plugin.read(recorded);
    const news = azure({}, { preflight: "off" });
    expect((await plugin.diff(live, news, { ignores })).lines).toEqual(left);
    const before = simulator.requests.length;
    const { outputs } = await plugin.update(live, news, { ignores });
    const isSent = simulator.requests.length > before;
    expect({ isSent, organizationId: outputs["organizationId"] }).toEqual({
      isSent: left.length > 0,
      organizationId: "org-acme",
    });
  });
});

describe("ignoreChanges of keys at each model", () => {
  it.each<[string[], string[]]>([
    [[], ["update azureOpenai.languageModel.apiKey"]],
    [["azureOpenai.languageModel.apiKey"], ["update azureOpenai.languageModel.apiKey"]],
    [["azureOpenai.languageModel.apiKey", "azureOpenai.embeddingModel.apiKey"], []],
    [["azureOpenai.*.apiKey"], []],
    [[`azureOpenai["languageModel"]`, "azureOpenai.embeddingModel"], []],
  ])("%j leaves %j of a key that was changed outside", async (ignores, left) => {
    const { plugin, recorded, simulator } = await created(azureApart());
    const own = { endpointUrl: ENDPOINT, apiKey: "by-hand" };
    await simulator.saveOutside("org-acme", {
      config: {
        provider: "azureOpenAI",
        languageModel: { deploymentId: "gpt-41", ...own },
        embeddingModel: { deploymentId: "embed", ...own },
      },
    });
    const live = await plugin.read(recorded);
    const news = { ...azureApart(), preflight: "off" };
    expect((await plugin.diff(live, news, { ignores })).lines).toEqual(left);
  });
});

describe("a diff", () => {
  it("is the same whichever way round a refresh asks, and sends nothing", async () => {
    const { plugin, recorded, simulator } = await created(openai());
    const before = simulator.requests.length;
    const lines = async (news: Properties) => (await plugin.diff(recorded, news)).lines;
    expect(await lines(recorded.inputs)).toEqual([]);
    expect(await lines(openai({}, NEW_KEY))).toEqual(await lines(openai({}, NEW_KEY)));
    expect(simulator.requests).toHaveLength(before);
  });

  it("of what an import recorded asks for the key alone", async () => {
    const { plugin, simulator } = await created(azure());
    const imported = await plugin.read({ id: "org-acme" });
    expect(imported.inputs).toEqual({
      azureOpenai: {
        endpointUrl: ENDPOINT,
        languageModel: { deploymentId: "gpt-41" },
        embeddingModel: { deploymentId: "embed" },
      },
    });
    expect((await plugin.diff(imported, imported.inputs)).lines).toEqual([]);
    const { lines } = await plugin.diff(imported, azure());
    expect(lines).toContain("add azureOpenai.apiKey");
    expect(simulator.audit).toHaveLength(1);
  });
});
