import { describe, expect, it } from "@jest/globals";

import { start } from "../support.ts";
import {
  ACCOUNT,
  accountBody,
  ACCOUNTS,
  azureOf,
  deploymentBody,
  foundryBody,
  PROVIDER,
  refusal,
  type AccountChoice,
} from "./support.ts";

describe("an account", () => {
  it("is made, with what the service fills in", async () => {
    const azure = await azureOf(await start());
    const created = await azure.write("PUT", ACCOUNT, accountBody({ location: "East US 2" }));
    expect(created).toMatchObject({
      status: 201,
      json: { properties: { provisioningState: "Creating" } },
    });
    const { status, json } = await azure.call("GET", ACCOUNT);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: ACCOUNT,
      type: "Microsoft.CognitiveServices/accounts",
      location: "eastus2",
      kind: "OpenAI",
      sku: { name: "S0" },
      tags: {},
      properties: {
        provisioningState: "Succeeded",
        customSubDomainName: "sigma-ai-x1",
        publicNetworkAccess: "Enabled",
        disableLocalAuth: false,
        networkAcls: {
          defaultAction: "Allow",
          bypass: "AzureServices",
          ipRules: [],
          virtualNetworkRules: [],
        },
      },
    });
  });

  it.each<[string, AccountChoice, string, Record<string, string>]>([
    [
      "OpenAI",
      {},
      "https://sigma-ai-x1.openai.azure.com/",
      { "OpenAI Language Model Instance API": "https://sigma-ai-x1.openai.azure.com/" },
    ],
    [
      "AIServices",
      { kind: "AIServices" },
      "https://sigma-ai-x1.cognitiveservices.azure.com/",
      {
        "OpenAI Language Model Instance API": "https://sigma-ai-x1.openai.azure.com/",
        "AI Foundry API": "https://sigma-ai-x1.services.ai.azure.com/",
      },
    ],
    [
      "TextAnalytics",
      { kind: "TextAnalytics", sku: "S" },
      "https://sigma-ai-x1.cognitiveservices.azure.com/",
      {},
    ],
  ])("of kind %s has its endpoints", async (_, choice, endpoint, endpoints) => {
    const { json } = await (await azureOf(await start())).call("PUT", ACCOUNT, accountBody(choice));
    expect(json).toMatchObject({ properties: { endpoint, endpoints } });
  });

  it("without a subdomain has the endpoint of its region, until a subdomain is set", async () => {
    const azure = await azureOf(await start());
    const body = { ...accountBody(), properties: {} };
    const { json } = await azure.write("PUT", ACCOUNT, body);
    expect(json).toMatchObject({
      properties: { endpoint: "https://eastus2.api.cognitive.microsoft.com/" },
    });
    expect(await azure.write("PUT", ACCOUNT, accountBody())).toMatchObject({
      status: 200,
      json: { properties: { endpoint: "https://sigma-ai-x1.openai.azure.com/" } },
    });
  });

  it("is replaced by a PUT but for its subdomain, and changed in part by a PATCH", async () => {
    const azure = await azureOf(await start());
    const properties = { networkAcls: { defaultAction: "Deny" }, userOwnedStorage: [] };
    await azure.write("PUT", ACCOUNT, accountBody({ tags: { a: "1" }, properties }));
    const patched = await azure.write("PATCH", ACCOUNT, {
      tags: { b: "2" },
      properties: { publicNetworkAccess: "Disabled", userOwnedStorage: null },
    });
    expect(patched).toMatchObject({
      status: 200,
      json: {
        tags: { b: "2" },
        properties: {
          networkAcls: { defaultAction: "Deny" },
          publicNetworkAccess: "Disabled",
          userOwnedStorage: [],
        },
      },
    });
    const replaced = await azure.write("PUT", ACCOUNT, { ...accountBody(), properties: {} });
    expect(replaced).toMatchObject({
      status: 200,
      json: {
        tags: {},
        properties: {
          customSubDomainName: "sigma-ai-x1",
          networkAcls: { defaultAction: "Allow" },
          publicNetworkAccess: "Enabled",
        },
      },
    });
  });

  it("is in the lists, and gone after its removal", async () => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    for (const path of [ACCOUNTS, `${PROVIDER}/accounts`]) {
      expect((await azure.call("GET", path)).json).toMatchObject({ value: [{ id: ACCOUNT }] });
    }
    expect((await azure.write("DELETE", ACCOUNT)).status).toBe(202);
    expect((await azure.call("GET", ACCOUNT)).status).toBe(404);
    expect((await azure.call("DELETE", ACCOUNT)).status).toBe(204);
    expect((await azure.call("GET", ACCOUNTS)).json).toEqual({ value: [] });
  });

  it.each([
    ["a deployment", "deployments/gpt-41", deploymentBody()],
    [
      "a project",
      "projects/sigma",
      { location: "eastus2", identity: { type: "SystemAssigned" }, properties: {} },
    ],
  ])("with %s cannot be removed", async (_, child, body) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, foundryBody());
    await azure.write("PUT", `${ACCOUNT}/${child}`, body);
    expect(await azure.call("DELETE", ACCOUNT)).toMatchObject({
      status: 409,
      json: refusal("CannotDeleteResource", `'${ACCOUNT}/${child}'`),
    });
    expect((await azure.write("DELETE", `${ACCOUNT}/${child}`)).status).toBe(202);
    expect((await azure.write("DELETE", ACCOUNT)).status).toBe(202);
  });
});

describe("a new account is refused with", () => {
  it.each<[string, string, AccountChoice, number, string]>([
    ["an unknown kind", ACCOUNT, { kind: "Other" }, 400, "InvalidApiSetId"],
    ["another sku", ACCOUNT, { sku: "F0" }, 400, "InvalidSkuId"],
    ["a short name", `${ACCOUNTS}/a`, {}, 400, "InvalidResourceName"],
    ["a wrong name", `${ACCOUNTS}/-ab`, {}, 400, "InvalidResourceName"],
    [
      "a wrong subdomain",
      ACCOUNT,
      { properties: { customSubDomainName: "a_b" } },
      400,
      "BadRequest",
    ],
    [
      "a dash at the end",
      ACCOUNT,
      { properties: { customSubDomainName: "ab-" } },
      400,
      "BadRequest",
    ],
    [
      "a subdomain of the seed",
      ACCOUNT,
      { properties: { customSubDomainName: "Contoso" } },
      409,
      "CustomDomainInUse",
    ],
    [
      "dynamic throttling",
      ACCOUNT,
      { properties: { dynamicThrottlingEnabled: true } },
      400,
      "BadRequest",
    ],
    [
      "projects on kind OpenAI",
      ACCOUNT,
      { identity: { type: "SystemAssigned" }, properties: { allowProjectManagement: true } },
      400,
      "BadRequest",
    ],
    [
      "projects without an identity",
      ACCOUNT,
      { kind: "AIServices", properties: { allowProjectManagement: true } },
      400,
      "BadRequest",
    ],
    [
      "something to restore",
      ACCOUNT,
      { properties: { restore: true } },
      400,
      "CanNotRestoreANonExistingResource",
    ],
  ])("%s", async (_, path, choice, status, code) => {
    const azure = await azureOf(await start());
    expect(await azure.call("PUT", path, accountBody(choice))).toMatchObject({
      status,
      json: refusal(code),
    });
    expect((await azure.call("GET", path)).status).toBe(404);
  });

  it("the subdomain of another account", async () => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody());
    expect(await azure.call("PUT", `${ACCOUNTS}/other`, accountBody())).toMatchObject({
      status: 409,
      json: refusal("CustomDomainInUse", "The subdomain name 'sigma-ai-x1' is not available"),
    });
  });
});

describe("an account that is there", () => {
  it.each<[string, AccountChoice, AccountChoice, number]>([
    ["becomes AIServices", {}, { kind: "AIServices" }, 200],
    ["becomes OpenAI", { kind: "AIServices" }, {}, 200],
    ["becomes something else", {}, { kind: "TextAnalytics", sku: "S" }, 400],
    ["becomes OpenAI from something else", { kind: "TextAnalytics", sku: "S" }, {}, 400],
    ["keeps its subdomain", {}, { properties: { customSubDomainName: "SIGMA-ai-x1" } }, 200],
    ["gets another subdomain", {}, { properties: { customSubDomainName: "sigma-ai-x2" } }, 400],
    ["moves", {}, { location: "westus" }, 409],
  ])("%s: %j → %j answers %d", async (_, before, after, expected) => {
    const azure = await azureOf(await start());
    await azure.write("PUT", ACCOUNT, accountBody(before));
    expect((await azure.call("PUT", ACCOUNT, accountBody(after))).status).toBe(expected);
  });
});
