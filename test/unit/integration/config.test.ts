import { describe, expect, it } from "@jest/globals";
import type { Config } from "../../../provider/integration/config.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { azure, configOf, ENDPOINT, KEY, openai, OTHER_KEY, type Raw } from "./support/configs.ts";

/** A configuration with its keys in clear, so that it can be compared. */
function inClear({ vendor, ...rest }: Config): unknown {
  const clear = (value: unknown): unknown => {
    if (value instanceof Secret) return value.reveal();
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, clear(field)]));
  };
  return { ...rest, vendor: clear(vendor) };
}

describe("the resolved form of a vendor", () => {
  const models = (language: Raw, embedding: Raw): Raw => ({
    name: "azureOpenai",
    languageModel: { deploymentId: "chat", endpointUrl: ENDPOINT, apiKey: KEY, ...language },
    embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT, apiKey: KEY, ...embedding },
  });
  const other = "https://other.openai.azure.com/";

  it.each<[string, Raw, Raw]>([
    ["OpenAI", openai(), { name: "openai", apiKey: KEY }],
    ["Gemini", { gemini: { apiKey: KEY } }, { name: "gemini", apiKey: KEY }],
    ["Anthropic", { anthropic: { apiKey: KEY } }, { name: "anthropic", apiKey: KEY }],
    ["null beside the vendor", { ...openai(), gemini: null }, { name: "openai", apiKey: KEY }],
    ["a variable", openai({}, { fromEnv: "_A1" }), { name: "openai", apiKey: { fromEnv: "_A1" } }],
    ["a file", openai({}, { fromFile: " a b " }), { name: "openai", apiKey: { fromFile: "a b" } }],
    ["Azure, all given once", azure(), models({}, {})],
    [
      "Azure, all given twice",
      azure(
        { endpointUrl: undefined, apiKey: undefined },
        { endpointUrl: ENDPOINT, apiKey: KEY },
        { endpointUrl: ENDPOINT, apiKey: KEY },
      ),
      models({}, {}),
    ],
    [
      "Azure, one model with values of its own",
      azure({}, {}, { endpointUrl: other, apiKey: OTHER_KEY }),
      models({}, { endpointUrl: other, apiKey: OTHER_KEY }),
    ],
    [
      "Azure, an endpoint as it was spelled, without the white space around it",
      azure({ endpointUrl: " https://ACME.openai.azure.com:443/ \n" }),
      models(
        { endpointUrl: "https://ACME.openai.azure.com:443/" },
        { endpointUrl: "https://ACME.openai.azure.com:443/" },
      ),
    ],
    [
      "Azure, any name of a deployment",
      azure({}, { deploymentId: "My Deployment_1.0" }),
      models({ deploymentId: "My Deployment_1.0" }, {}),
    ],
  ])("%s", (_, raw, expected) => {
    expect(inClear(configOf(raw))).toMatchObject({ vendor: expected });
  });

  it("keeps every key as a secret", () => {
    expect(JSON.stringify([configOf(azure()), configOf(openai())])).not.toContain(KEY);
  });

  it.each(["a", "sk-ant-x", "AIzaSy0", "~!@#$%^&*()_+`-={}[]|:;<>?,./'\"\\", "x".repeat(5000)])(
    "takes the key %s, whatever its form",
    (apiKey) => {
      expect(inClear(configOf(openai({}, apiKey)))).toMatchObject({ vendor: { apiKey } });
    },
  );
});

describe("settings", () => {
  const preflight = { mode: "enforce", trustedHosts: [], allowUnverifiedModels: false };
  it.each<[string, Raw, Raw]>([
    [
      "the defaults",
      {},
      { existing: "refuse", preflight, removal: "remove", credentialDrift: "correct" },
    ],
    [
      "null is a default",
      { existing: null, removal: null, preflight: null, credentialDrift: null },
      { existing: "refuse", preflight, removal: "remove", credentialDrift: "correct" },
    ],
    ["overwrite", { existing: "overwrite" }, { existing: "overwrite" }],
    ["retain", { removal: "retain" }, { removal: "retain" }],
    ["stop", { credentialDrift: "stop" }, { credentialDrift: "stop" }],
    ["a guard", { expectedOrganizationId: " org " }, { expectedOrganizationId: "org" }],
    ["preflight as a word", { preflight: "warn" }, { preflight: { ...preflight, mode: "warn" } }],
    ["an empty preflight", { preflight: {} }, { preflight }],
    [
      "preflight as a block",
      { preflight: { mode: "off", trustedHosts: ["a", "b"], allowUnverifiedModels: true } },
      { preflight: { mode: "off", trustedHosts: ["a", "b"], allowUnverifiedModels: true } },
    ],
    [
      "a part of preflight",
      { preflight: { trustedHosts: ["a"], mode: null } },
      { preflight: { ...preflight, trustedHosts: ["a"] } },
    ],
  ])("%s", (_, given, expected) => {
    expect(configOf(openai(given)).settings).toMatchObject(expected);
  });

  it("leave out a guard that was not given", () => {
    expect(configOf().settings).not.toHaveProperty("expectedOrganizationId");
  });
});

describe("the target", () => {
  it.each<[string, Raw, Raw]>([
    ["the organization of the credentials", {}, {}],
    ["a tenant", { tenant: " t1 " }, { tenant: "t1" }],
    ["a connection", { connection: "eu-1_b" }, { connection: "eu-1_b" }],
    ["both", { connection: "E", tenant: "t" }, { connection: "E", tenant: "t" }],
  ])("%s", (_, given, expected) => {
    expect(configOf(openai(given)).target).toEqual(expected);
  });
});
