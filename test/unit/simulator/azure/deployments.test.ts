import { describe, expect, it } from "@jest/globals";

import { createManualClock, defaultSeed } from "../../../../simulator/index.ts";
import { start } from "../support.ts";
import {
  ACCOUNT,
  accountBody,
  ACCOUNTS,
  azureOf,
  deploymentBody,
  embeddingBody,
  refusal,
  type AzureClient,
  type DeploymentChoice,
} from "./support.ts";

const DEPLOYMENT = `${ACCOUNT}/deployments/gpt-41`;

async function withAccount(kind = "OpenAI"): Promise<AzureClient> {
  const azure = await azureOf(await start());
  await azure.write("PUT", ACCOUNT, accountBody({ kind }));
  return azure;
}

describe("a deployment", () => {
  it("is made as it is asked for", async () => {
    const azure = await withAccount();
    const properties = { versionUpgradeOption: "OnceCurrentVersionExpired" };
    const created = await azure.write("PUT", DEPLOYMENT, deploymentBody({ properties }));
    expect(created.status).toBe(201);
    expect((await azure.call("GET", DEPLOYMENT)).json).toEqual({
      id: DEPLOYMENT,
      name: "gpt-41",
      type: "Microsoft.CognitiveServices/accounts/deployments",
      sku: { name: "GlobalStandard", capacity: 100 },
      tags: {},
      properties: {
        model: { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" },
        versionUpgradeOption: "OnceCurrentVersionExpired",
        raiPolicyName: "Microsoft.DefaultV2",
        currentCapacity: 100,
        capabilities: { chatCompletion: "true" },
        provisioningState: "Succeeded",
      },
    });
  });

  it("is filled in where little is asked for", async () => {
    const azure = await withAccount();
    const model = { format: "OpenAI", name: "gpt-4o" };
    const { json } = await azure.write("PUT", DEPLOYMENT, { properties: { model } });
    expect(json).toMatchObject({
      sku: { name: "Standard", capacity: 1 },
      properties: {
        model: { ...model, version: "2024-11-20" },
        versionUpgradeOption: "OnceNewDefaultVersionAvailable",
        raiPolicyName: "Microsoft.DefaultV2",
      },
    });
  });

  it.each<[string, unknown, number, unknown]>([
    [
      "capacity",
      { sku: { capacity: 200 } },
      200,
      { sku: { name: "GlobalStandard", capacity: 200 } },
    ],
    ["sku", { sku: { name: "DataZoneStandard" } }, 200, { sku: { name: "DataZoneStandard" } }],
    ["tags", { tags: { a: "1" } }, 200, { tags: { a: "1" }, sku: { capacity: 100 } }],
    ["model", { properties: { model: { name: "gpt-4o" } } }, 400, refusal("InvalidRequestContent")],
  ])("is changed by a PATCH: %s", async (_, body, expected, answer) => {
    const azure = await withAccount();
    const properties = { versionUpgradeOption: "NoAutoUpgrade" };
    await azure.write("PUT", DEPLOYMENT, deploymentBody({ properties }));
    const { status, json } = await azure.write("PATCH", DEPLOYMENT, body);
    expect(status).toBe(expected);
    expect(json).toMatchObject(answer as object);
    expect((await azure.call("GET", DEPLOYMENT)).json).toMatchObject({ properties });
  });

  it("is replaced by a PUT, listed, and removed", async () => {
    const azure = await withAccount("AIServices");
    const embed = `${ACCOUNT}/deployments/embed`;
    await azure.write("PUT", DEPLOYMENT, deploymentBody());
    await azure.write("PUT", embed, embeddingBody());
    const update = deploymentBody({ sku: { name: "GlobalStandard", capacity: 7 } });
    expect((await azure.write("PUT", DEPLOYMENT.toUpperCase(), update)).status).toBe(200);
    expect((await azure.call("GET", `${ACCOUNT}/deployments`)).json).toMatchObject({
      value: [{ name: "gpt-41", sku: { capacity: 7 } }, { name: "embed" }],
    });
    expect((await azure.write("DELETE", embed)).status).toBe(202);
    expect(await azure.call("GET", embed)).toMatchObject({
      status: 404,
      json: refusal("ResourceNotFound", "accounts/sigma-ai/deployments/embed"),
    });
    expect((await azure.call("DELETE", embed)).status).toBe(204);
  });
});

describe("a deployment is refused with", () => {
  it.each<[string, DeploymentChoice, string, string]>([
    ["no such model", { model: { name: "gpt-9" } }, "DeploymentModelNotSupported", "Name:gpt-9"],
    ["no such version", { model: { version: "2" } }, "DeploymentModelNotSupported", "Version:2"],
    ["another format", { model: { format: "Meta" } }, "DeploymentModelNotSupported", "Format:Meta"],
    [
      "an old model",
      { model: { name: "gpt-4", version: "turbo-2024-04-09" } },
      "ServiceModelDeprecated",
      "has been deprecated since 2025-10-15",
    ],
    [
      "too little quota",
      { model: { name: "gpt-5.2", version: "2025-12-11" } },
      "InsufficientQuota",
      "require 100 new capacity in quota Tokens Per Minute (thousands) - gpt-5.2, which is bigger than the current available capacity 50",
    ],
    [
      "a sku that the model lacks",
      { model: { name: "gpt-5.1", version: "2025-11-13" }, sku: { name: "Standard", capacity: 1 } },
      "InvalidResourceProperties",
      "'Standard'",
    ],
    ["no such sku", { sku: { name: "Gold" } }, "InvalidResourceProperties", "'Gold'"],
    ["no such policy", { properties: { raiPolicyName: "x" } }, "InvalidResourceProperties", "'x'"],
    ["no capacity", { sku: { name: "Standard", capacity: 0 } }, "InvalidRequestContent", "sku.cap"],
  ])("%s", async (_, choice, code, text) => {
    const azure = await withAccount();
    expect(await azure.call("PUT", DEPLOYMENT, deploymentBody(choice))).toMatchObject({
      status: 400,
      json: refusal(code, text),
    });
    expect((await azure.call("GET", DEPLOYMENT)).status).toBe(404);
  });

  it.each<[string, string, string, number, string]>([
    ["a short name", "OpenAI", `${ACCOUNT}/deployments/a`, 400, "InvalidResourceName"],
    ["another kind of account", "FormRecognizer", DEPLOYMENT, 400, "BadRequest"],
    ["no account", "OpenAI", `${ACCOUNTS}/none/deployments/gpt-41`, 404, "ResourceNotFound"],
  ])("%s", async (_, kind, path, status, code) => {
    const azure = await withAccount(kind);
    const answer = await azure.call("PUT", path, deploymentBody());
    expect(answer).toMatchObject({ status, json: refusal(code) });
  });
});

describe("quota", () => {
  it("is shared by the accounts of a location, for each model and SKU", async () => {
    const azure = await withAccount();
    const other = `${ACCOUNTS}/other`;
    await azure.write("PUT", other, { ...accountBody(), properties: {} });
    const put = async (path: string, name: string, capacity: number): Promise<number> =>
      (await azure.write("PUT", path, deploymentBody({ sku: { name, capacity } }))).status;

    expect(await put(DEPLOYMENT, "GlobalStandard", 900)).toBe(201);
    expect(await put(`${other}/deployments/gpt`, "GlobalStandard", 200)).toBe(400);
    expect(await put(`${other}/deployments/gpt`, "GlobalStandard", 100)).toBe(201);
    expect(await put(`${other}/deployments/gpt-2`, "DataZoneStandard", 200)).toBe(201);
    // What the deployment holds already counts as its own.
    expect(await put(DEPLOYMENT, "GlobalStandard", 899)).toBe(200);
    expect(await put(DEPLOYMENT, "GlobalStandard", 901)).toBe(400);
  });
});

describe("a model that is deprecated later", () => {
  it("runs on where it runs, and is not deployed anew", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 1));
    const [model] = defaultSeed.azure.models;
    const models = [model].flatMap((one) =>
      one === undefined ? [] : [{ ...one, deprecatedSince: "2026-11-02" }],
    );
    const simulator = await start({ clock, seed: { azure: { models } } });
    const azure = await azureOf(simulator);
    await azure.write("PUT", ACCOUNT, accountBody());
    expect((await azure.write("PUT", DEPLOYMENT, deploymentBody())).status).toBe(201);
    clock.advance(24 * 3_600_000 - 1);
    const more = deploymentBody({ sku: { name: "GlobalStandard", capacity: 200 } });
    expect((await azure.write("PUT", `${ACCOUNT}/deployments/second`, more)).status).toBe(201);
    clock.advance(1);
    const later = await azureOf(simulator);
    expect((await later.write("PUT", DEPLOYMENT, more)).status).toBe(200);
    expect(await later.call("PUT", `${ACCOUNT}/deployments/third`, more)).toMatchObject({
      status: 400,
      json: refusal("ServiceModelDeprecated"),
    });
  });
});
