import { describe, expect, it } from "@jest/globals";
import {
  completeFacts,
  differingFacts,
  factAt,
  factsOf,
  isComplete,
} from "../../../provider/integration/facts.ts";
import type { VendorFacts } from "../../../provider/integration/port.ts";
import { azure, configOf, ENDPOINT, KEY, openai } from "./support/configs.ts";

const full: VendorFacts = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "chat", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
};
const vendorOnly: VendorFacts = { aiProvider: "azureOpenai" };
const oneField: VendorFacts = { aiProvider: "azureOpenai", languageModel: { deploymentId: "gpt" } };

describe("factsOf", () => {
  it("takes everything but the keys", () => {
    expect(factsOf(configOf(azure()).vendor)).toEqual(full);
    expect(factsOf(configOf(openai()).vendor)).toEqual({ aiProvider: "openai" });
    expect(JSON.stringify(factsOf(configOf(azure()).vendor))).not.toContain(KEY);
  });
});

describe("completeFacts", () => {
  it.each<[string, VendorFacts, VendorFacts | undefined, VendorFacts]>([
    ["nothing was saved", vendorOnly, undefined, vendorOnly],
    ["nothing but the vendor is reported", vendorOnly, full, full],
    [
      "one field is reported",
      oneField,
      full,
      { ...full, languageModel: { deploymentId: "gpt", endpointUrl: ENDPOINT } },
    ],
    ["all is reported", full, oneField, full],
    [
      "a field is there without a value",
      { ...full, languageModel: { deploymentId: undefined, endpointUrl: ENDPOINT } },
      full,
      full,
    ],
    ["another vendor is reported", { aiProvider: "gemini" }, full, { aiProvider: "gemini" }],
    ["a vendor that we do not know", { aiProvider: "bedrock" }, full, { aiProvider: "bedrock" }],
    [
      "a vendor without models",
      { aiProvider: "openai" },
      { aiProvider: "openai" },
      { aiProvider: "openai" },
    ],
  ])("where %s", (_, reported, applied, expected) => {
    expect(completeFacts(reported, applied)).toEqual(expected);
  });
});

describe("isComplete", () => {
  it.each<[string, VendorFacts, boolean]>([
    ["all of Azure", full, true],
    ["Azure's name", vendorOnly, false],
    ["a part of Azure", oneField, false],
    ["a vendor without models", { aiProvider: "openai" }, true],
  ])("%s", (_, facts, expected) => {
    expect(isComplete(facts)).toBe(expected);
  });
});

describe("differingFacts", () => {
  const spelled = { deploymentId: "chat", endpointUrl: "https://ACME.openai.azure.com:443/" };
  it.each<[string, VendorFacts, VendorFacts, string[]]>([
    ["nothing", full, full, []],
    ["the vendor, and then nothing else", full, { aiProvider: "openai" }, ["aiProvider"]],
    ["a deployment", full, oneField, ["languageModel.deploymentId"]],
    ["nothing that one of the two lacks", full, vendorOnly, []],
    ["nothing that is spelled differently", full, { ...full, languageModel: spelled }, []],
    [
      "all fields, in a fixed order",
      full,
      {
        aiProvider: "azureOpenai",
        embeddingModel: { endpointUrl: "https://b.openai.azure.com", deploymentId: "b" },
        languageModel: { endpointUrl: "https://b.openai.azure.com", deploymentId: "b" },
      },
      [
        "languageModel.deploymentId",
        "languageModel.endpointUrl",
        "embeddingModel.deploymentId",
        "embeddingModel.endpointUrl",
      ],
    ],
    [
      "the case of a deployment",
      full,
      { ...full, embeddingModel: { deploymentId: "Embed" } },
      ["embeddingModel.deploymentId"],
    ],
  ])("sees %s", (_, one, other, expected) => {
    expect(differingFacts(one, other)).toEqual(expected);
    expect(differingFacts(other, one)).toEqual(expected);
  });
});

describe("factAt", () => {
  it.each([
    ["aiProvider", "azureOpenai"],
    ["languageModel.deploymentId", "chat"],
    ["embeddingModel.endpointUrl", ENDPOINT],
    ["embeddingModel.apiKey", undefined],
    ["other", undefined],
  ])("%s", (path, expected) => {
    expect(factAt(full, path)).toBe(expected);
    expect(factAt(undefined, path)).toBeUndefined();
  });
});
