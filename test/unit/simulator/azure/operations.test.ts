import { describe, expect, it } from "@jest/globals";

import { createManualClock, type AzureSettings } from "../../../../simulator/index.ts";
import { start } from "../support.ts";
import {
  ACCOUNT,
  accountBody,
  ACCOUNTS,
  azureOf,
  deploymentBody,
  embeddingBody,
  foundryBody,
  refusal,
} from "./support.ts";

const LANGUAGE = `${ACCOUNT}/deployments/gpt-41`;
const EMBEDDING = `${ACCOUNT}/deployments/embed`;
const CONFLICT = {
  status: 409,
  json: refusal(
    "RequestConflict",
    `Another operation is being performed on the parent resource '${ACCOUNT}'`,
  ),
};

async function azureWith(settings: Partial<AzureSettings>) {
  const clock = createManualClock();
  const simulator = await start({ clock, azure: settings });
  return { clock, simulator, azure: await azureOf(simulator) };
}

describe("an operation", () => {
  it("without a time is done when it is asked for", async () => {
    const { azure } = await azureWith({});
    const created = await azure.call("PUT", ACCOUNT, accountBody());
    expect(created.headers.get("retry-after")).toBeNull();
    expect((await azure.poll(created)).json).toMatchObject({ status: "Succeeded" });
  });

  it("takes its time", async () => {
    const { azure, clock } = await azureWith({ operationTime: 2500 });
    const created = await azure.call("PUT", ACCOUNT, accountBody());
    expect(created.headers.get("retry-after")).toBe("3");
    expect(created.json).toMatchObject({ properties: { provisioningState: "Creating" } });

    clock.advance(2499);
    const waiting = await azure.poll(created);
    expect(waiting.json).toMatchObject({ status: "InProgress" });
    expect(waiting.headers.get("retry-after")).toBe("1");
    const state = async () => (await azure.call("GET", ACCOUNT)).json;
    expect(await state()).toMatchObject({ properties: { provisioningState: "Creating" } });

    clock.advance(1);
    expect((await azure.poll(created)).json).toMatchObject({
      status: "Succeeded",
      startTime: "2026-11-01T12:00:00.000Z",
      endTime: "2026-11-01T12:00:02.500Z",
    });
    expect(await state()).toMatchObject({ properties: { provisioningState: "Succeeded" } });
  });

  it("that nobody asks for ends by itself", async () => {
    const { azure, clock } = await azureWith({});
    await azure.call("PUT", ACCOUNT, accountBody());
    clock.advance(9999);
    expect(await azure.call("PUT", LANGUAGE, deploymentBody())).toMatchObject(CONFLICT);
    clock.advance(1);
    expect((await azure.call("PUT", LANGUAGE, deploymentBody())).status).toBe(201);
  });

  it("that is not known is not found", async () => {
    const { azure, simulator } = await azureWith({});
    const created = await azure.call("PUT", ACCOUNT, accountBody());
    simulator.reset();
    const again = await azureOf(simulator);
    expect((await again.poll(created)).status).toBe(404);
  });
});

describe("a second write under one account", () => {
  it.each<[string, string, unknown]>([
    ["PUT", EMBEDDING, embeddingBody()],
    ["PATCH", `${ACCOUNT}/deployments/old`, { tags: {} }],
    ["DELETE", `${ACCOUNT}/deployments/old`, undefined],
    ["PUT", ACCOUNT, foundryBody()],
    ["PATCH", ACCOUNT, { tags: {} }],
    ["DELETE", ACCOUNT, undefined],
    ["PUT", `${ACCOUNT}/projects/one`, { location: "eastus2" }],
  ])("is refused while the first is under way: %s %s", async (method, path, body) => {
    const { azure } = await azureWith({});
    await azure.write("PUT", ACCOUNT, foundryBody());
    await azure.write("PUT", `${ACCOUNT}/deployments/old`, deploymentBody());
    const first = await azure.call("PUT", LANGUAGE, deploymentBody());
    expect(await azure.call(method, path, body)).toMatchObject(CONFLICT);
    await azure.poll(first);
    expect((await azure.call(method, path, body)).text).not.toContain("RequestConflict");
  });

  it.each([
    ["the operation", "poll"],
    ["its resource", "GET"],
  ])("is taken once %s was asked for", async (_, how) => {
    const { azure } = await azureWith({});
    await azure.write("PUT", ACCOUNT, accountBody());
    const first = await azure.call("PUT", LANGUAGE, deploymentBody());
    if (how === "poll") await azure.poll(first);
    else await azure.call("GET", LANGUAGE);
    expect((await azure.call("PUT", EMBEDDING, embeddingBody())).status).toBe(201);
  });

  it("under another account is taken", async () => {
    const { azure } = await azureWith({});
    await azure.call("PUT", ACCOUNT, accountBody());
    const other = { ...accountBody(), properties: {} };
    expect((await azure.call("PUT", `${ACCOUNTS}/other`, other)).status).toBe(201);
  });

  it("of two that are sent at once, only one is taken", async () => {
    const { azure } = await azureWith({});
    await azure.write("PUT", ACCOUNT, accountBody());
    const both = await Promise.all([
      azure.call("PUT", LANGUAGE, deploymentBody()),
      azure.call("PUT", EMBEDDING, embeddingBody()),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });
});

describe("an account that stays busy", () => {
  it.each<[string, string, string, unknown]>([
    ["its creation", "PUT", ACCOUNT, foundryBody()],
    ["a deployment", "PUT", LANGUAGE, deploymentBody()],
    ["a removal", "DELETE", LANGUAGE, undefined],
  ])("refuses writes after %s, although it reads Succeeded", async (_, method, path, body) => {
    const { azure, clock, simulator } = await azureWith({});
    await azure.write("PUT", ACCOUNT, foundryBody());
    if (method === "DELETE") await azure.write("PUT", LANGUAGE, deploymentBody());
    simulator.setAzureSettings({ busyTime: 1500 });
    await azure.write(method, path, body);

    expect((await azure.call("GET", ACCOUNT)).json).toMatchObject({
      properties: { provisioningState: "Succeeded" },
    });
    clock.advance(1499);
    expect(await azure.call("PUT", EMBEDDING, embeddingBody())).toMatchObject(CONFLICT);
    clock.advance(1);
    expect((await azure.call("PUT", EMBEDDING, embeddingBody())).status).toBe(201);
  });
});
