import { describe, expect, it } from "@jest/globals";

import { createManualClock, type Simulator } from "../../../../simulator/index.ts";
import { AI_CONFIGS, azureConfig, clientOf, send, start } from "../support.ts";
import {
  ACCOUNT,
  accountBody,
  azureOf,
  deploymentBody,
  embeddingBody,
  type AccountChoice,
  type AzureClient,
} from "./support.ts";

interface Keys {
  readonly key1: string;
  readonly key2: string;
}

const ACCEPTED = "accepted";

async function provision(azure: AzureClient, choice: AccountChoice = {}): Promise<Keys> {
  await azure.write("PUT", ACCOUNT, accountBody(choice));
  await azure.write("PUT", `${ACCOUNT}/deployments/gpt-41`, deploymentBody());
  await azure.write("PUT", `${ACCOUNT}/deployments/embed`, embeddingBody());
  return (await azure.call("POST", `${ACCOUNT}/listKeys`)).json as Keys;
}

/** What a save in Sigma comes to. */
async function save(simulator: Simulator, key: string): Promise<string> {
  const client = await clientOf(simulator);
  const config = azureConfig({ resource: "sigma-ai-x1", key });
  const { status, json } = await client("POST", AI_CONFIGS, config);
  return status === 200 ? ACCEPTED : (json as { message: string }).message;
}

async function modelsAt(simulator: Simulator, host: string, key: string): Promise<number> {
  const path = `/_vendors/azure-openai/${host}/openai/v1/models`;
  return (await send(simulator, "GET", path, { headers: { "api-key": key } })).status;
}

describe("what Azure Resource Manager holds", () => {
  it("is what Sigma's validation accepts", async () => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    expect(await save(simulator, "x")).toContain("no such host: sigma-ai-x1.openai.azure.com");
    const { key1, key2 } = await provision(azure);
    expect(await save(simulator, key1)).toBe(ACCEPTED);
    expect(await save(simulator, key2)).toBe(ACCEPTED);
    expect(await save(simulator, "x")).toContain("invalid subscription key");

    await azure.call("POST", `${ACCOUNT}/regenerateKey`, { keyName: "Key1" });
    expect(await save(simulator, key1)).toContain("invalid subscription key");
    expect(await save(simulator, key2)).toBe(ACCEPTED);

    await azure.write("DELETE", `${ACCOUNT}/deployments/embed`);
    expect(await save(simulator, key2)).toContain("deployment for this resource does not exist");
    await azure.write("DELETE", `${ACCOUNT}/deployments/gpt-41`);
    await azure.write("DELETE", ACCOUNT);
    expect(await save(simulator, key2)).toContain("no such host");
  });

  it("keeps Sigma out until its addresses are in the rules", async () => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    const { key1 } = await provision(azure, {
      properties: { networkAcls: { defaultAction: "Deny" } },
    });
    const allow = (...addresses: string[]) =>
      azure.write("PATCH", ACCOUNT, {
        properties: {
          networkAcls: {
            defaultAction: "Deny",
            ipRules: addresses.map((value) => ({ value })),
          },
        },
      });
    expect(await save(simulator, key1)).toBe("Failed to validate");
    await allow("203.0.113.10");
    expect(await save(simulator, key1)).toBe("Failed to validate");
    await allow("203.0.113.10", "203.0.113.11");
    expect(await save(simulator, key1)).toBe(ACCEPTED);
    simulator.setAzureFirewall("Sigma-AI", { defaultAction: "Deny", ipRules: [] });
    expect(await save(simulator, key1)).toBe("Failed to validate");
    expect((await azure.call("GET", ACCOUNT)).json).toMatchObject({
      properties: { networkAcls: { defaultAction: "Deny", bypass: "AzureServices", ipRules: [] } },
    });
  });

  it.each<[string, AccountChoice, string]>([
    ["public access off", { properties: { publicNetworkAccess: "Disabled" } }, "Public access"],
    ["keys off", { properties: { disableLocalAuth: true } }, "Key based authentication"],
  ])("refuses Sigma with %s", async (_, choice, text) => {
    const simulator = await start();
    const azure = await azureOf(simulator);
    await provision(azure, choice);
    expect(await save(simulator, "x")).toContain(text);
  });

  it.each([
    ["OpenAI", ["openai", "cognitiveservices"], ["services.ai"]],
    ["AIServices", ["openai", "cognitiveservices", "services.ai"], []],
  ])("answers to the hosts of kind %s", async (kind, hosts, others) => {
    const simulator = await start();
    const { key1 } = await provision(await azureOf(simulator), { kind });
    const status = (host: string) => modelsAt(simulator, `sigma-ai-x1.${host}.azure.com`, key1);
    expect(await Promise.all(hosts.map((host) => status(host)))).toEqual(hosts.map(() => 200));
    expect(await Promise.all(others.map((host) => status(host)))).toEqual(others.map(() => 404));
  });

  it("is known to the data plane late, if told so", async () => {
    const clock = createManualClock();
    const simulator = await start({ clock, azure: { propagationTime: 60_000 } });
    const azure = await azureOf(simulator);
    const { key1 } = await provision(azure);
    expect(await save(simulator, key1)).toContain("no such host");
    clock.advance(60_000);
    expect(await save(simulator, key1)).toBe(ACCEPTED);
    await azure.write("PATCH", ACCOUNT, { properties: { networkAcls: { defaultAction: "Deny" } } });
    expect(await save(simulator, key1)).toBe(ACCEPTED);
    clock.advance(60_000);
    expect(await save(simulator, key1)).toBe("Failed to validate");
  });

  it("leaves the seed's resources as they are, and is gone after a reset", async () => {
    const simulator = await start();
    const { key1 } = await provision(await azureOf(simulator));
    const both = () =>
      Promise.all([
        modelsAt(simulator, "contoso.openai.azure.com", "sim-contoso-key-1"),
        modelsAt(simulator, "sigma-ai-x1.openai.azure.com", key1),
      ]);
    expect(await both()).toEqual([200, 200]);
    simulator.reset();
    expect(await both()).toEqual([200, 404]);
  });
});
