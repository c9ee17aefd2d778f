import { describe, expect, it } from "@jest/globals";
import type { Properties } from "../../../../provider/pulumi/plugin/values.ts";
import { asSecret } from "../../../../provider/pulumi/wire.ts";
import type { Simulator } from "../../../../simulator/index.ts";
import { azure, azureApart, ENDPOINT, KEYS, openai } from "./support/configs.ts";
import { startPlugin, type PluginProcess } from "./support/plugin.ts";
import type { Recorded } from "./support/requests.ts";
import { environment, simulate } from "./support/simulated.ts";

const OTHER = "https://fabrikam.openai.azure.com";
const NEW = asSecret("sim-contoso-key-2");

const model = (deploymentId: string, endpointUrl = ENDPOINT) => ({
  deploymentId,
  endpointUrl,
  apiKey: KEYS.contoso,
});

/** An integration with one endpoint or two, made by hand. */
async function configured(endpoints: 1 | 2): Promise<Simulator> {
  const simulator = await simulate();
  await simulator.saveOutside("org-acme", {
    config: {
      provider: "azureOpenAI",
      languageModel: model("gpt-41"),
      embeddingModel: model("embed", endpoints === 1 ? ENDPOINT : OTHER),
    },
  });
  return simulator;
}

/** What an import records, as the engine goes about it: it reads, checks what was read, and compares. */
async function imported(plugin: PluginProcess): Promise<Recorded> {
  const recorded = await plugin.read({ id: "org-acme" });
  const { inputs, failures } = await plugin.check(recorded.inputs, recorded.inputs);
  expect(failures).toEqual([]);
  expect((await plugin.diff(recorded, inputs)).lines).toEqual([]);
  return { ...recorded, inputs };
}

const lines = async (
  env: Record<string, string>,
  recorded: Recorded,
  program: Properties,
): Promise<readonly string[]> => {
  const plugin = await startPlugin({ env });
  const { inputs, failures } = await plugin.check(program, recorded.inputs);
  expect(failures).toEqual([]);
  return (await plugin.diff(recorded, inputs)).lines;
};

describe("a program after an import", () => {
  const both = {
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed", endpointUrl: OTHER },
  };

  it.each<[string, 1 | 2, Properties, string]>([
    ["one key, where one is expected", 1, azure(), "add azureOpenai.apiKey"],
    [
      "a key for each, where one is expected",
      1,
      azureApart(),
      "add azureOpenai.languageModel.apiKey",
    ],
    ["one key, where two are expected", 2, azure(both), "add azureOpenai.apiKey"],
  ])("is asked for its key, which nobody has saved: %s", async (_, endpoints, program, line) => {
    const { url } = await configured(endpoints);
    const env = environment(url);
    const recorded = await imported(await startPlugin({ env }));
    expect(await lines(env, recorded, { ...program, preflight: "off" })).toContain(line);
  });

  it.each<[string, 1 | 2]>([
    ["one endpoint", 1],
    ["two endpoints", 2],
  ])("that has no key is refused: %s", async (_, endpoints) => {
    const { url } = await configured(endpoints);
    const env = environment(url);
    const recorded = await imported(await startPlugin({ env }));
    const plugin = await startPlugin({ env });
    const { failures } = await plugin.check(recorded.inputs, recorded.inputs);
    expect(failures.map(({ reason }) => reason).join()).toContain("[MISSING_FIELD]");
  });

  it("is not asked before a refresh has told that nothing changed", async () => {
    const { url } = await configured(2);
    const env = environment(url);
    const recorded = await imported(await startPlugin({ env }));
    const plugin = await startPlugin({ env });
    const live = await plugin.read(recorded);
    expect((await plugin.diff(live, live.inputs)).lines).toEqual([]);
  });
});

describe("a key that goes to another place in the program", () => {
  const versioned = { apiKeyVersion: 1 };

  it.each<[string, Properties, Properties, string[]]>([
    ["the same one", azureApart(), azure(), []],
    [
      "another one",
      azureApart(versioned, versioned),
      azure({ apiKey: NEW }),
      ["add azureOpenai.apiKey"],
    ],
    [
      "another one, at each model",
      azure({ apiKeyVersion: 1 }),
      azureApart({ apiKey: NEW }, { apiKey: NEW }),
      ["add azureOpenai.languageModel.apiKey"],
    ],
  ])("is compared there: %s", async (_, before, after, changed) => {
    const { url } = await simulate();
    const env = environment(url);
    const recorded = await (await startPlugin({ env })).settle({ ...before, preflight: "off" });
    expect(await lines(env, recorded, { ...after, preflight: "off" })).toEqual(changed);
  });
});

describe("a process that serves several runs, as under a debugger", () => {
  it("knows nothing of an earlier run", async () => {
    const { url } = await simulate();
    const plugin = await startPlugin({ env: environment(url), config: {} });
    const recorded = await plugin.settle(openai());
    await plugin.configure({});
    const { inputs, failures } = await plugin.check(
      openai({}, asSecret(KEYS.openaiNew)),
      recorded.inputs,
    );
    expect(failures).toEqual([]);
    const updated = await plugin.update(recorded, inputs);
    await plugin.configure({});
    await plugin.remove(updated);
    await plugin.configure({});
    await expect(plugin.read({ id: "org-acme" })).rejects.toMatchObject({
      details: expect.stringContaining("[NOTHING_TO_IMPORT]"),
    });
  });
});
