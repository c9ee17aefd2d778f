import { describe, expect, it } from "@jest/globals";
import { changes } from "../../../provider/integration/changes.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { update } from "../../../provider/integration/update.ts";
import { azure, configOf, faultList, KEY, OTHER_KEY, type Raw } from "./support/configs.ts";
import { add, createContext, planned } from "./support/context.ts";
import { createSigma } from "./support/sigma.ts";
import { stateOf } from "./support/state.ts";

const version = "openai.apiKey: the version of the key is not the one that was last saved";
const key = "openai.apiKey: the key is not the one that was last saved";

function openaiAt(apiKeyVersion: unknown, apiKey: unknown = KEY): Raw {
  return { openai: { apiKey, apiKeyVersion } };
}

describe("where a key has a version, only the version counts", () => {
  it.each<[string, Raw, Raw, string[]]>([
    ["the same version", openaiAt(1), openaiAt(1), []],
    ["another key of the same version", openaiAt(1), openaiAt(1, OTHER_KEY), []],
    ["the same key in another version", openaiAt(1), openaiAt(2), [version]],
    ["a first version", openaiAt(undefined), openaiAt(1), [version]],
    ["no version any more", openaiAt(1), openaiAt(undefined), [key]],
    ["a key that cannot be read here", openaiAt(1), openaiAt(1, { fromEnv: "NONE" }), []],
    ["a key that is not known yet", openaiAt(1), openaiAt(1, UNKNOWN), []],
  ])("%s", async (_, before, after, expected) => {
    const state = await add(createSigma(), before);
    expect(await planned(after, state)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    ["the same key", KEY, []],
    ["another key", OTHER_KEY, [key]],
  ])(
    "the first version of %s, where an engine counts it as version 1",
    async (_, apiKey, expected) => {
      // Terraform records version 1 for a key that was given none.
      const state = {
        ...(await add(createSigma(), openaiAt(undefined))),
        keyVersions: { "openai.apiKey": 1 },
      };
      expect(await planned(openaiAt(1, apiKey), state)).toEqual(expected);
    },
  );

  it("for each of Azure's two keys by itself", async () => {
    const raw = (language: number, apiKey: string): Raw =>
      azure({ apiKey: undefined }, { apiKey: KEY, apiKeyVersion: language }, { apiKey });
    const state = await add(createSigma(), raw(1, KEY));
    expect(await planned(raw(1, KEY), state)).toEqual([]);
    expect(await planned(raw(2, KEY), state)).toHaveLength(1);
    expect(await planned(raw(1, OTHER_KEY), state)).toHaveLength(1);
  });

  it("once for a key that both models share", async () => {
    const state = await add(createSigma(), azure({ apiKeyVersion: 3 }));
    expect(state.keyVersions).toEqual({ "azureOpenai.apiKey": 3 });
    expect(await planned(azure({ apiKeyVersion: 3, apiKey: OTHER_KEY }), state)).toEqual([]);
  });

  it("and a new one is saved and recorded", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openaiAt(1));
    const config = configOf(openaiAt(2, OTHER_KEY));
    const applied = await update(state, config, createContext(sigma));
    expect(sigma.integration?.keys).toEqual([OTHER_KEY]);
    expect(applied.state.keyVersions).toEqual({ "openai.apiKey": 2 });
  });
});

it.each([["text"], [1.5], [-1], [null]])("a version that is %p", (given) => {
  const faults = given === null ? [] : ["INVALID_CONFIG openai.apiKeyVersion"];
  expect(faultList(openaiAt(given))).toEqual(faults);
});

it("a field that Sigma does not report and nobody has saved is saved once", () => {
  const state = stateOf(azure(), {
    applied: { aiProvider: "azureOpenai" },
    remote: { aiProvider: "azureOpenai", languageModel: { deploymentId: "chat" } },
  });
  const list = changes(configOf(azure()), state, "same");
  expect(list.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
    "update azureOpenai.languageModel.endpointUrl",
    "update azureOpenai.embeddingModel.deploymentId",
    "update azureOpenai.embeddingModel.endpointUrl",
  ]);
});
