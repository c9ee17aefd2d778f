import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import type { FaultInput, OutsideSave } from "../../../../simulator/index.ts";
import { ENDPOINT, KEYS, openai } from "./support/configs.ts";
import { startPlugin } from "./support/plugin.ts";
import { environment, sent, simulate } from "./support/simulated.ts";

const CONFIGS = "/v2/organizations/settings/aiConfigs";
const OTHER = "https://fabrikam.openai.azure.com";
const MODELS = {
  languageModel: { deploymentId: "gpt-41" },
  embeddingModel: { deploymentId: "embed" },
};

const model = (deploymentId: string, endpointUrl: string) => ({
  deploymentId,
  endpointUrl,
  apiKey: "by-hand",
});

describe("an import", () => {
  it.each<[string, OutsideSave["config"], Properties]>([
    ["OpenAI", { provider: "openAI", apiKey: "by-hand" }, { openai: {} }],
    ["Gemini", { provider: "gemini", apiKey: "by-hand" }, { gemini: {} }],
    ["Anthropic", { provider: "anthropic", apiKey: "by-hand" }, { anthropic: {} }],
    [
      "Azure with one endpoint",
      {
        provider: "azureOpenAI",
        languageModel: model("gpt-41", ENDPOINT),
        embeddingModel: model("embed", ENDPOINT),
      },
      { azureOpenai: { endpointUrl: ENDPOINT, ...MODELS } },
    ],
    [
      "Azure with two",
      {
        provider: "azureOpenAI",
        languageModel: model("gpt-41", ENDPOINT),
        embeddingModel: model("embed", OTHER),
      },
      {
        azureOpenai: {
          languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT },
          embeddingModel: { deploymentId: "embed", endpointUrl: OTHER },
        },
      },
    ],
  ])("records all but the key: %s", async (_, config, inputs) => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme", { config });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const imported = await plugin.read({ id: "org-acme" });
    expect(imported).toMatchObject({ id: "org-acme", inputs });
    expect(Object.keys(imported.inputs)).toEqual(Object.keys(inputs));
    expect(JSON.stringify(imported)).not.toContain("by-hand");
    // A refresh right after it leaves all as it is.
    expect(await plugin.read(imported)).toEqual(imported);
  });

  it("of a tenant names it", async () => {
    const simulator = await simulate();
    const config = { provider: "gemini", apiKey: "by-hand" } as const;
    await simulator.saveOutside("org-acme-emea", { config });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const { id, inputs } = await plugin.read({ id: "org-acme-emea" });
    expect({ id, inputs }).toEqual({
      id: "org-acme-emea",
      inputs: { gemini: {}, tenant: "org-acme-emea" },
    });
  });

  it.each([
    ["nothing there", "org-acme", "NOTHING_TO_IMPORT"],
    ["no such organization", "org-nowhere", "TENANT_NOT_FOUND"],
    ["an id that is none", "../x y", "TENANT_NOT_FOUND"],
  ])("fails where there is %s", async (_, id, code) => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    await expect(plugin.read({ id })).rejects.toMatchObject({
      // No field is blamed: an import has none.
      details: expect.stringMatching(new RegExp(`^(?!tenant).+\\[${code}`)),
    });
  });
});

describe("a look-up", () => {
  it("by an id is an import, whatever state the program gives beside it", async () => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: "by-hand" } });
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const outputs = { aiProvider: "gemini" };
    expect(await plugin.read({ id: "org-acme", outputs })).toMatchObject({
      id: "org-acme",
      outputs: { organizationId: "org-acme", aiProvider: "gemini" },
    });
  });
});

describe("a refresh", () => {
  it("leaves what the program wrote, with its key marked", async () => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const recorded = await plugin.settle(openai());
    const { inputs, outputs } = await plugin.read({ ...recorded, inputs: openai({}, KEYS.openai) });
    expect(inputs).toEqual(openai({}, asSecret(KEYS.openai)));
    expect(outputs).toEqual(recorded.outputs);
  });

  it("answers without an id where Sigma reports that it is gone", async () => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const recorded = await plugin.settle(openai());
    simulator.removeOutside("org-acme");
    expect(await plugin.read(recorded)).toEqual({ id: "", inputs: {}, outputs: {} });
  });

  it.each<[string, FaultInput, string]>([
    [
      "401",
      { path: CONFIGS, times: 0, effect: { kind: "status", status: 401 } },
      "CREDENTIALS_REJECTED",
    ],
    ["403", { path: CONFIGS, effect: { kind: "status", status: 403 } }, "NOT_PERMITTED"],
    ["other JSON", { path: CONFIGS, effect: { kind: "wrongJson" } }, "UNEXPECTED_ANSWER"],
  ])("that fails is never gone: %s", async (_, fault, code) => {
    const simulator = await simulate();
    const plugin = await startPlugin({ env: environment(simulator.url) });
    const recorded = await plugin.settle(openai());
    simulator.fault(fault);
    await expect(plugin.read(recorded)).rejects.toMatchObject({
      details: expect.stringContaining(`[${code}`),
    });
  });

  it("asks once", async () => {
    const simulator = await simulate();
    const env = environment(simulator.url);
    const recorded = await (await startPlugin({ env })).settle(openai());
    simulator.clearRequests();
    await (await startPlugin({ env })).read(recorded);
    expect(sent(simulator)).toEqual(["POST /v2/auth/token", "GET /v2/whoami", `GET ${CONFIGS}`]);
  });
});
