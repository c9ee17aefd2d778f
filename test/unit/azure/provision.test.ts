import { describe, expect, it } from "@jest/globals";
import { endpointOf } from "../../../provider/azure/endpoint.ts";
import type { AzureOpenAiInputs } from "../../../provider/azure/inputs.ts";
import { integrationBlock } from "../../../provider/azure/integration-block.ts";
import { provision, provisionFaults } from "../../../provider/azure/provision.ts";
import { INPUTS, TODAY } from "./inputs.ts";

const provisioned = (over: Partial<AzureOpenAiInputs> = {}) =>
  provision({ ...INPUTS, ...over }, TODAY);

describe("what is provisioned", () => {
  it("by default", () => {
    expect(provisioned()).toEqual({
      account: {
        namePrefix: "sigma-ai-",
        kind: "OpenAI",
        sku: { name: "S0" },
        properties: {
          publicNetworkAccess: "Enabled",
          disableLocalAuth: false,
          networkAcls: {
            defaultAction: "Deny",
            bypass: "None",
            ipRules: [{ value: "20.40.60.80" }, { value: "20.40.60.81" }],
          },
        },
      },
      deployments: [
        {
          name: "gpt-4.1",
          sku: { name: "GlobalStandard", capacity: 100 },
          properties: {
            model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
            versionUpgradeOption: "OnceCurrentVersionExpired",
          },
        },
        {
          name: "text-embedding-3-small",
          sku: { name: "GlobalStandard", capacity: 100 },
          properties: {
            model: { format: "OpenAI", name: "text-embedding-3-small", version: "1" },
            versionUpgradeOption: "OnceCurrentVersionExpired",
          },
        },
      ],
      allowlist: ["20.40.60.80", "20.40.60.81"],
      keyName: "key1",
      order: ["account", "language", "embedding", "keys", "integration"],
      notices: [],
    });
  });

  it("as every input says", () => {
    const result = provisioned({
      name: "bi",
      kind: "AIServices",
      project: "sigma",
      languageModel: {
        name: "gpt-5.1",
        version: "2025-11-13",
        deploymentName: "Chat",
        capacity: 250,
      },
      embeddingModel: {
        name: "text-embedding-3-small",
        version: "1",
        deploymentName: "embed",
        capacity: 120,
      },
      extraAddresses: ["8.8.8.0/31"],
      key: 2,
      versionUpgradeOption: "NoAutoUpgrade",
    });
    expect(result).toMatchObject({
      account: {
        namePrefix: "bi-",
        kind: "AIServices",
        identity: { type: "SystemAssigned" },
        properties: { allowProjectManagement: true },
      },
      project: { name: "sigma", identity: { type: "SystemAssigned" } },
      deployments: [
        {
          name: "Chat",
          sku: { capacity: 250 },
          properties: {
            model: { name: "gpt-5.1", version: "2025-11-13" },
            versionUpgradeOption: "NoAutoUpgrade",
          },
        },
        {
          name: "embed",
          sku: { capacity: 120 },
          properties: { versionUpgradeOption: "NoAutoUpgrade" },
        },
      ],
      allowlist: ["8.8.8.0", "8.8.8.1", "20.40.60.80", "20.40.60.81"],
      keyName: "key2",
      order: ["account", "project", "language", "embedding", "keys", "integration"],
    });
  });

  it("of the kind AIServices without a project has neither an identity nor projects", () => {
    const { account } = provisioned({ kind: "AIServices" });
    expect(account).not.toHaveProperty("identity");
    expect(account?.properties).not.toHaveProperty("allowProjectManagement");
  });

  it("in an account that exists is deployments alone", () => {
    const { location: _, ...rest } = INPUTS;
    const result = provision({ ...rest, account: { name: "contoso" } }, TODAY);
    expect(result).not.toHaveProperty("account");
    expect(result.order).toEqual(["language", "embedding", "keys", "integration"]);
    expect(result.deployments.map(({ name }) => name)).toEqual([
      "gpt-4.1",
      "text-embedding-3-small",
    ]);
  });

  it.each([
    ["global", "standard", "GlobalStandard", "GlobalStandard"],
    ["dataZone", "standard", "DataZoneStandard", "DataZoneStandard"],
    ["regional", "standard", "Standard", "Standard"],
    ["global", "provisioned", "GlobalProvisionedManaged", "GlobalStandard"],
    ["dataZone", "provisioned", "DataZoneProvisionedManaged", "DataZoneStandard"],
    ["regional", "provisioned", "ProvisionedManaged", "Standard"],
  ] as const)("%s, %s, has the SKUs %s and %s", (dataResidency, throughput, ...skus) => {
    const { deployments } = provisioned({
      dataResidency,
      throughput,
      acceptProvisionedBilling: throughput === "provisioned",
      languageModel: { ...INPUTS.languageModel, capacity: 15 },
    });
    expect(deployments.map(({ sku }) => sku)).toEqual([
      { name: skus[0], capacity: 15 },
      { name: skus[1], capacity: 100 },
    ]);
  });

  it("says what retires soon, and that addresses are for examples", () => {
    const inputs = { ...INPUTS, sigmaAddresses: ["203.0.113.10"] };
    const { notices } = provision(inputs, new Date("2027-04-01"));
    expect(notices.map((notice) => notice.split(":")[0])).toEqual([
      "{sigmaAddresses}",
      "{languageModel.version}",
    ]);
  });
});

const MODEL = INPUTS.languageModel;

describe("inputs that cannot be used", () => {
  it.each<[over: Record<string, unknown>, code: string, path: string, text: string]>([
    [{ resourceGroupName: "" }, "MISSING_FIELD", "resourceGroupName", "missing or empty"],
    [{ location: undefined }, "MISSING_FIELD", "location", "missing or empty"],
    [{ account: {} }, "MISSING_FIELD", "account.name", "missing or empty"],
    [{ name: "-ai" }, "INVALID_CONFIG", "name", "expected 1 to 56 lower-case letters"],
    [{ name: "Sigma" }, "INVALID_CONFIG", "name", '"Sigma" is no name that Azure takes'],
    [{ name: "a".repeat(57) }, "INVALID_CONFIG", "name", "1 to 56"],
    [{ kind: "OpenAi" }, "INVALID_CONFIG", "kind", 'expected one of "OpenAI", "AIServices"'],
    [{ project: "p1" }, "INVALID_CONFIG", "project", 'kind "AIServices" and no account'],
    [{ project: "p", kind: "AIServices" }, "INVALID_CONFIG", "project", "2 to 64"],
    [
      { project: "p1", kind: "AIServices", account: { name: "c" } },
      "INVALID_CONFIG",
      "project",
      "new account",
    ],
    [{ dataResidency: undefined }, "MISSING_FIELD", "dataResidency", "missing"],
    [
      { dataResidency: "eu" },
      "INVALID_CONFIG",
      "dataResidency",
      '"global", "dataZone", "regional"',
    ],
    [{ throughput: "batch" }, "INVALID_CONFIG", "throughput", '"standard", "provisioned"'],
    [
      { throughput: "provisioned", languageModel: { ...MODEL, capacity: 15 } },
      "PROVISIONED_BILLING",
      "throughput",
      "billed by the hour",
    ],
    [
      { throughput: "provisioned", acceptProvisionedBilling: true },
      "MISSING_FIELD",
      "languageModel.capacity",
      "number of provisioned units is missing",
    ],
    [{ key: 3 }, "INVALID_CONFIG", "key", "expected one of 1, 2"],
    [{ key: "1" }, "INVALID_CONFIG", "key", '"1" is not a choice'],
    [
      { versionUpgradeOption: "Always" },
      "INVALID_CONFIG",
      "versionUpgradeOption",
      '"NoAutoUpgrade"',
    ],
    [{ languageModel: undefined }, "MISSING_FIELD", "languageModel", "missing"],
    [
      { languageModel: { name: "gpt-5.1" } },
      "MISSING_FIELD",
      "languageModel.version",
      "name and version of a model, together",
    ],
    [{ embeddingModel: { version: "1" } }, "MISSING_FIELD", "embeddingModel.name", "missing"],
    [
      { embeddingModel: { ...INPUTS.embeddingModel, version: 1 } },
      "INVALID_CONFIG",
      "embeddingModel.version",
      "expected text",
    ],
    [
      { languageModel: { ...MODEL, deploymentName: "a" } },
      "INVALID_CONFIG",
      "languageModel.deploymentName",
      "2 to 64",
    ],
    [
      { languageModel: { ...MODEL, deploymentName: "a b" } },
      "INVALID_CONFIG",
      "languageModel.deploymentName",
      "2 to 64",
    ],
    [
      { languageModel: { ...MODEL, capacity: 0 } },
      "INVALID_CONFIG",
      "languageModel.capacity",
      "above 0",
    ],
    [
      { languageModel: { ...MODEL, capacity: 1.5 } },
      "INVALID_CONFIG",
      "languageModel.capacity",
      "whole number",
    ],
    [
      { languageModel: { ...MODEL, capacity: "100" } },
      "INVALID_CONFIG",
      "languageModel.capacity",
      "whole number",
    ],
    [
      { languageModel: { ...MODEL, deploymentName: "Text-Embedding-3-Small" } },
      "SAME_DEPLOYMENT",
      "embeddingModel.deploymentName",
      "same name",
    ],
    [
      { embeddingModel: MODEL },
      "INVALID_CONFIG",
      "embeddingModel.name",
      "cannot be used as embeddingModel",
    ],
    [
      { modelPolicy: { models: { "gpt-4.1/2025-04-14": { retires: "2026-09-01" } } } },
      "MODEL_RETIRED",
      "languageModel.version",
      "retired at Azure on 2026-09-01",
    ],
    [
      { languageModel: { name: "gpt-4o", version: "2024-11-20" } },
      "INVALID_CONFIG",
      "languageModel.name",
      "gpt-4o is none that Sigma takes; expected gpt-4.1 or later",
    ],
    [
      { languageModel: { name: "text-embedding-3-large", version: "1" } },
      "INVALID_CONFIG",
      "languageModel.name",
      "expected gpt-4.1 or later",
    ],
    [
      { embeddingModel: { name: "text-embedding-3-large", version: "1" } },
      "INVALID_CONFIG",
      "embeddingModel.name",
      "text-embedding-3-large is none that Sigma takes; expected text-embedding-3-small",
    ],
    [{ account: null }, "MISSING_FIELD", "account", "missing or empty"],
    [{ modelPolicy: null }, "INVALID_CONFIG", "modelPolicy", "expected a block"],
    [{ modelPolicy: { models: null } }, "INVALID_CONFIG", "modelPolicy.models", "expected a block"],
    [
      { modelPolicy: { models: { "gpt-4.1": { retires: "2029-01-01" } } } },
      "INVALID_CONFIG",
      'modelPolicy.models["gpt-4.1"]',
      'expected "NAME/VERSION"',
    ],
    [
      { modelPolicy: { models: { "gpt-4.1/2025-04-14": null } } },
      "INVALID_CONFIG",
      'modelPolicy.models["gpt-4.1/2025-04-14"]',
      "expected a block",
    ],
    [
      { modelPolicy: { models: { "gpt-4.1/2025-04-14": { retires: "soon" } } } },
      "INVALID_CONFIG",
      'modelPolicy.models["gpt-4.1/2025-04-14"].retires',
      'expected a day such as "2027-04-14"',
    ],
    [
      { modelPolicy: { models: { "gpt-4.1/2025-04-14": { retires: "2027-02-30" } } } },
      "INVALID_CONFIG",
      'modelPolicy.models["gpt-4.1/2025-04-14"].retires',
      "expected a day",
    ],
    [
      { modelPolicy: { noticeDays: "90" } },
      "INVALID_CONFIG",
      "modelPolicy.noticeDays",
      "expected a number of days",
    ],
    [{ sigmaAddresses: undefined }, "MISSING_FIELD", "sigmaAddresses", "missing or empty"],
    [{ sigmaAddresses: [] }, "MISSING_FIELD", "sigmaAddresses", "missing or empty"],
    [
      { sigmaAddresses: "8.8.8.8" },
      "INVALID_CONFIG",
      "sigmaAddresses",
      "expected a list of addresses",
    ],
    [{ sigmaAddresses: ["10.0.0.1"] }, "INVALID_ADDRESS", "sigmaAddresses", "private"],
    [{ extraAddresses: ["::1"] }, "INVALID_ADDRESS", "extraAddresses", "IPv6"],
  ])("%j", (over, code, path, text) => {
    const inputs: AzureOpenAiInputs = { ...INPUTS, ...over };
    const [fault] = provisionFaults(inputs, TODAY);
    expect(fault).toMatchObject({ code, details: { path } });
    expect(fault?.message).toContain(text);
    expect(() => provision(inputs, TODAY)).toThrow(fault?.message);
  });

  it("are all told at once", () => {
    const inputs = {
      ...INPUTS,
      dataResidency: "eu",
      languageModel: { name: "gpt-4.1" },
      sigmaAddresses: ["x", "10.0.0.1"],
    };
    const faults = provisionFaults(inputs as unknown as AzureOpenAiInputs, TODAY);
    expect(faults.map(({ details }) => details.path)).toEqual([
      "dataResidency",
      "languageModel.version",
      "sigmaAddresses",
      "sigmaAddresses",
    ]);
  });
});

describe("the block of the integration", () => {
  it("has what Sigma needs, and waits for Azure", () => {
    const parts = { endpointUrl: "https://a", apiKey: "k", language: "chat", embedding: "embed" };
    expect(integrationBlock(parts)).toEqual({
      endpointUrl: "https://a",
      apiKey: "k",
      languageModel: { deploymentId: "chat" },
      embeddingModel: { deploymentId: "embed" },
      validationWait: "10m",
    });
  });

  it.each([
    [undefined, "https://sub.openai.azure.com"],
    [{}, "https://sub.openai.azure.com"],
    [{ "AI Foundry API": "https://sub.services.ai.azure.com/" }, "https://sub.openai.azure.com"],
    [
      { "OpenAI Language Model Instance API": "https://other.openai.azure.us/" },
      "https://other.openai.azure.us",
    ],
  ])("has the endpoint of %j", (endpoints, expected) => {
    expect(endpointOf("sub", endpoints)).toBe(expected);
  });
});
