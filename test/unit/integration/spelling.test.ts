import { describe, expect, it } from "@jest/globals";
import { describe as describeError } from "../../../provider/integration/errors.ts";
import { azure, faultsOf, openai } from "./support/configs.ts";

describe("every field in a fault is spelled by the front end", () => {
  const snake = (path: string): string =>
    path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const camelCase =
    /azureOpenai|languageModel|embeddingModel|deploymentId|endpointUrl|apiKey|trustedHosts|allowUnverifiedModels|credentialDrift|expectedOrganizationId/;
  it.each<[string, unknown]>([
    ["no vendor", {}],
    ["two vendors", { ...azure(), gemini: {} }],
    ["a model missing", azure({ languageModel: undefined })],
    ["a deployment missing", azure({ embeddingModel: {} })],
    ["key and endpoint missing", azure({ endpointUrl: undefined, apiKey: undefined })],
    ["unknown fields", azure({ endpoint: "x" }, { name: "x" })],
    ["a URL as key", azure({ apiKey: "https://x" })],
    ["http", azure({ endpointUrl: "http://a.openai.azure.com" })],
    ["another host", azure({ endpointUrl: "https://a.example" })],
    ["a user in the endpoint", azure({ endpointUrl: "https://u@a.openai.azure.com" })],
    ["a key in the endpoint", azure({ endpointUrl: "https://a.openai.azure.com?key=1" })],
    [
      "another deployment",
      azure({}, { endpointUrl: "https://a.openai.azure.com/openai/deployments/x" }),
    ],
    ["no endpoint", azure({ endpointUrl: "nothing" })],
    ["one deployment", azure({}, { deploymentId: "embed" })],
    ["settings", openai({ preflight: "x", credentialDrift: "x" })],
  ])("%s", (_, raw) => {
    const texts = faultsOf(raw).map(({ code, details }) => describeError(code, details, snake));
    expect(texts).not.toEqual([]);
    expect(texts.filter((text) => camelCase.test(text))).toEqual([]);
  });
});
