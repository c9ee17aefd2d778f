import { describe, expect, it } from "@jest/globals";
import { unlessExcepted } from "../../../examples/policy/pulumi/exceptions.ts";
import {
  isAzureAccount,
  isIntegration,
  keysOf,
  type Properties,
} from "../../../examples/policy/pulumi/integration.ts";
import {
  accountFaults,
  assumedFaults,
  endpointFaults,
  endpointRegionFaults,
  keyFaults,
  organizationFaults,
  removalFaults,
  vendorFaults,
} from "../../../examples/policy/pulumi/rules.ts";
import { settingFaults } from "../../../examples/policy/pulumi/settings.ts";

const reference = { fromEnv: "KEY" };
const azure = (endpointUrl: string): Properties => ({
  azureOpenai: { languageModel: { endpointUrl, apiKey: "a key" }, embeddingModel: {} },
});

describe("the settings of a policy", () => {
  it.each([
    [{ vendors: [] }, []],
    [{ enforcementLevel: "advisory" }, []],
    [{ vendor: ["openai"] }, ["the setting vendor is not known; known: vendors"]],
  ])("%j", (settings, faults) => {
    expect(settingFaults(settings, ["vendors"])).toEqual(faults);
  });
});

describe("the rules of the policy pack", () => {
  it.each([
    ["pulumi-nodejs:dynamic/sigma:ExternalAiIntegration", true],
    ["sigma:index:ExternalAiIntegration", true],
    ["pulumi-nodejs:dynamic:Resource", false],
  ])("know the type %s: %s", (type, known) => {
    expect(isIntegration(type)).toBe(known);
  });

  it.each([
    ["azure-native:cognitiveservices:Account", true],
    ["azure-native:cognitiveservices/v20241001:Account", true],
    ["azure-native_cognitiveservices_v20241001:cognitiveservices:Account", true],
    ["azure-native_cognitiveservices_v20241001:cognitiveservices/v20241001:Account", true],
    ["azure:cognitive/account:Account", true],
    ["azure:cognitive/aIServices:AIServices", true],
    ["azure-native:cognitiveservices:Deployment", false],
    ["azure:cognitive/deployment:Deployment", false],
    ["azure-native_storage_v20241001:storage:Account", false],
  ])("know the account %s: %s", (type, known) => {
    expect(isAzureAccount(type)).toBe(known);
  });

  it.each<[string, string[], string[]]>([
    ["a vendor that is allowed", vendorFaults({ openai: {} }, { vendors: ["openai"] }), []],
    ["no list of vendors", vendorFaults({ gemini: {} }, {}), []],
    [
      "an empty list of vendors",
      vendorFaults({ gemini: {} }, { vendors: [] }),
      ["the vendor gemini is not allowed; allowed: none"],
    ],
    ["no list of organizations", organizationFaults({}, {}), []],
    [
      "a tenant before the guard",
      organizationFaults(
        { tenant: "org-b", expectedOrganizationId: "org-a" },
        { organizations: ["org-a"] },
      ),
      ["the organization org-b is not allowed; allowed: org-a"],
    ],
    ["no list of hosts", endpointFaults(azure("https://evil.example"), {}), []],
    ["no list of regions", accountFaults({ location: "westus" }, {}), []],
    [
      "an account, as the portal writes its region",
      accountFaults({ location: "East US 2" }, { regions: ["eastus2"] }),
      [],
    ],
    [
      "an account elsewhere",
      accountFaults({ location: "West US" }, { regions: ["eastus2"] }),
      ["location: the region westus is not allowed; allowed: eastus2"],
    ],
    ["an account whose region is not known", accountFaults({}, { regions: ["eastus2"] }), []],
    [
      "a regional endpoint",
      endpointRegionFaults(azure("westus.api.cognitive.microsoft.com"), { regions: [] }),
      ["azureOpenai.languageModel.endpointUrl: the region westus is not allowed; allowed: none"],
    ],
    ["a key by reference", keyFaults({ openai: { apiKey: reference } }), []],
    [
      "a key as text",
      keyFaults({ openai: { apiKey: "a key" } }),
      ['openai.apiKey is a text; use { fromEnv: "NAME" } or { fromFile: "path" }'],
    ],
    ["a removal", removalFaults({ removal: "remove" }), []],
    ["nothing assumed", assumedFaults(undefined, {}), []],
    [
      "the environment before the configuration",
      assumedFaults("none", { "sigma:allowAssumed": "write" }),
      [],
    ],
    [
      "the native provider's configuration",
      assumedFaults(undefined, { allowAssumed: "write" }),
      [
        'allowAssumed in the configuration is "write", which allows operations that Sigma has not published',
      ],
    ],
  ])("%s", (_, faults, expected) => {
    expect(faults).toEqual(expected);
  });

  it.each([
    ["https://contoso.openai.azure.com", true],
    ["HTTPS://Contoso-EU.openai.azure.com:443/openai", true],
    ["contoso.openai.azure.com", true],
    ["https://contoso.openai.azure.com.evil.example", false],
    ["https://contoso.openai.azure.com@evil.example", false],
    ["https://evil.example/contoso.openai.azure.com", false],
    ["https://contoso.evil.openai.azure.com", false],
    ["", false],
  ])("compare the host of %j: %s", (endpoint, allowed) => {
    const faults = endpointFaults(azure(endpoint), { hosts: ["contoso*.openai.azure.com"] });
    expect(faults).toHaveLength(allowed ? 0 : 1);
  });

  it("find every key", () => {
    const models = { languageModel: { apiKey: "a" }, embeddingModel: { apiKey: reference } };
    expect(keysOf({ azureOpenai: { apiKey: "b", ...models } }).map(({ path }) => path)).toEqual([
      "azureOpenai.apiKey",
      "azureOpenai.languageModel.apiKey",
      "azureOpenai.embeddingModel.apiKey",
    ]);
  });
});

describe("an exception", () => {
  const subject = { name: "ai", urn: "urn:pulumi:dev::program::sigma:index:X::ai" };
  const exception = { reason: "Moves away.", until: "2026-11-30" };

  it.each([
    ["its last day", "ai", "2026-11-30", []],
    ["a URN", subject.urn, "2026-11-01", []],
    ["the day after", "ai", "2026-12-01", ['f; the exception "Moves away." ended on 2026-11-30']],
    ["another resource", "other", "2026-11-01", ["f"]],
  ])("%s", (_, resource, day, left) => {
    expect(unlessExcepted(["f"], subject, [{ ...exception, resource }], day)).toEqual(left);
  });
});
