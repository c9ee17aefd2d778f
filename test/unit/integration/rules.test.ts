import { describe, expect, it } from "@jest/globals";
import { azure, azureAt, ENDPOINT, faultList, faultsOf, KEY, type Raw } from "./support/configs.ts";

const language = "azureOpenai.languageModel";
const embedding = "azureOpenai.embeddingModel";

describe("each Azure model has an endpoint and a key", () => {
  it.each<[string, Raw, string[]]>([
    ["both given once", azure(), []],
    ["both given twice", azureAt(ENDPOINT, ENDPOINT, { apiKey: KEY }), []],
    [
      "one model brings its own",
      azure({}, { endpointUrl: "https://b.openai.azure.com", apiKey: KEY }),
      [],
    ],
    [
      "no endpoint",
      azure({ endpointUrl: undefined }),
      [`MISSING_FIELD ${language}.endpointUrl`, `MISSING_FIELD ${embedding}.endpointUrl`],
    ],
    [
      "no key",
      azure({ apiKey: null }),
      [`MISSING_FIELD ${language}.apiKey`, `MISSING_FIELD ${embedding}.apiKey`],
    ],
    [
      "one endpoint missing",
      azure({ endpointUrl: undefined }, { endpointUrl: ENDPOINT }),
      [`MISSING_FIELD ${embedding}.endpointUrl`],
    ],
    [
      "one key missing",
      azure({ apiKey: undefined }, {}, { apiKey: KEY }),
      [`MISSING_FIELD ${language}.apiKey`],
    ],
  ])("%s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual(expected);
  });

  it("can be told in two places", () => {
    const [fault] = faultsOf(azure({ apiKey: undefined }));
    expect(fault?.message).toBe(
      "azureOpenai.languageModel.apiKey: the field is missing; expected it here, or once for both models as azureOpenai.apiKey. Add it in one of the two places. [MISSING_FIELD]",
    );
  });
});

describe("an endpoint's fault is said of the field that was written", () => {
  const bad = "http://acme.openai.azure.com";
  it.each<[string, Raw, string[]]>([
    ["given once", azure({ endpointUrl: bad }), ["INVALID_ENDPOINT azureOpenai.endpointUrl"]],
    ["of the language model", azureAt(bad, ENDPOINT), [`INVALID_ENDPOINT ${language}.endpointUrl`]],
    [
      "of the embedding model",
      azureAt(ENDPOINT, bad),
      [`INVALID_ENDPOINT ${embedding}.endpointUrl`],
    ],
    [
      "of both",
      azureAt(bad, bad),
      [`INVALID_ENDPOINT ${language}.endpointUrl`, `INVALID_ENDPOINT ${embedding}.endpointUrl`],
    ],
    [
      "overridden by both models",
      { azureOpenai: { ...azureBlock(azureAt(ENDPOINT, ENDPOINT)), endpointUrl: bad } },
      [],
    ],
  ])("%s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual(expected);
  });

  it("where the path names the other model's deployment", () => {
    const target = `${ENDPOINT}/openai/deployments/chat/chat/completions?api-version=1`;
    const [fault, ...more] = faultsOf(azure({ endpointUrl: target }));
    expect(more).toEqual([]);
    expect(fault?.message).toContain(
      'the path names the deployment "chat", but deploymentId is "embed"',
    );
  });
});

describe("trust", () => {
  const at = (host: string, preflight?: unknown): Raw => ({
    ...azure({ endpointUrl: host }),
    preflight,
  });
  const gateway = "https://gateway.acme.example/openai";
  it.each<[string, Raw, boolean]>([
    ["a gateway", at(gateway), false],
    ["a gateway, preflight enforced", at(gateway, "enforce"), false],
    ["a gateway, preflight warns", at(gateway, "warn"), false],
    ["a gateway, preflight off", at(gateway, "off"), true],
    ["a gateway, preflight off in a block", at(gateway, { mode: "off" }), true],
    ["a gateway that is trusted", at(gateway, { trustedHosts: ["gateway.acme.example"] }), true],
    ["a gateway, another trusted", at(gateway, { trustedHosts: ["acme.example"] }), false],
    ["a look-alike, preflight off", at("https://acme.openai.azure.com.example", "off"), false],
    [
      "a look-alike that is trusted",
      at("https://azure.acme.example", { trustedHosts: ["azure.acme.example"] }),
      true,
    ],
  ])("%s", (_, raw, accepted) => {
    expect(faultList(raw)).toEqual(accepted ? [] : ["INVALID_ENDPOINT azureOpenai.endpointUrl"]);
  });

  it("is explained with the field to set", () => {
    const [fault] = faultsOf(at(gateway));
    expect(fault?.message).toContain("must be listed in preflight.trustedHosts");
  });
});

describe("one deployment for both models", () => {
  const both = { deploymentId: "same" };
  const at = (one: string, two: string): Raw =>
    azure({ endpointUrl: undefined }, { ...both, endpointUrl: one }, { ...both, endpointUrl: two });
  it.each<[string, Raw, boolean]>([
    ["at an endpoint given once", azure({}, both, both), true],
    ["at the same endpoint", at(ENDPOINT, ENDPOINT), true],
    [
      "at the same endpoint, spelled differently",
      at(ENDPOINT, "https://ACME.openai.azure.com:443/"),
      true,
    ],
    [
      "at the same resource, in another form",
      at(`${ENDPOINT}/openai/deployments/same`, `${ENDPOINT}/openai/v1`),
      true,
    ],
    ["once from the block", azure({}, both, { ...both, endpointUrl: `${ENDPOINT}/` }), true],
    ["at two endpoints", at(ENDPOINT, "https://other.openai.azure.com"), false],
    ["two deployments", azure(), false],
  ])("%s", (_, raw, refused) => {
    const path = `${embedding}.deploymentId`;
    expect(faultList(raw)).toEqual(refused ? [`SAME_DEPLOYMENT ${path}`] : []);
  });

  it("is named", () => {
    const [fault] = faultsOf(azure({}, both, both));
    expect(fault?.message).toContain('both models name the deployment "same" at the same endpoint');
    expect(fault?.message).toContain("Give each model a deployment of its own.");
  });

  it("is judged by nothing in its name", () => {
    expect(
      faultList(azure({}, { deploymentId: "gpt-35-turbo" }, { deploymentId: "gpt-4" })),
    ).toEqual([]);
  });
});

function azureBlock(raw: Raw): object {
  return Object(raw["azureOpenai"]);
}
