import { describe, expect, it } from "@jest/globals";

import { AI_CONFIGS, azureConfig, clientOf, start, type Answer } from "./support.ts";

const ACCEPTED = "accepted";
const REFUSED = "Failed to validate: ";

/** What a save comes to: accepted, or the message of the refusal. */
function outcome({ status, json }: Answer): string {
  return status === 200 ? ACCEPTED : (json as { message: string }).message;
}

describe("the validation of a single key", () => {
  it.each([
    ["openAI", "sim-openai-key-1", ACCEPTED],
    ["openAI", "sim-openai-key-2", ACCEPTED],
    ["openAI", "sim-openai-key-restricted", ACCEPTED],
    ["openAI", "sim-openai-key-unpaid", `${REFUSED}You exceeded your current quota`],
    [
      "openAI",
      "sim-openai-key-revoked",
      `${REFUSED}Incorrect API key provided: sim-open**********oked.`,
    ],
    ["openAI", "sim-openai-key9", `${REFUSED}Incorrect API key provided: sim-open***key9.`],
    ["openAI", "short", `${REFUSED}Incorrect API key provided: short.`],
    ["gemini", "sim-gemini-key-1", ACCEPTED],
    ["gemini", "sim-gemini-key-revoked", `${REFUSED}API key not valid.`],
    ["gemini", "sim-gemini-key-restricted", `${REFUSED}Requests to this API`],
    ["gemini", "sim-gemini-key-unpaid", "enable billing"],
    ["gemini", "sim-openai-key-1", `${REFUSED}API key not valid.`],
    ["anthropic", "sim-anthropic-key-1", ACCEPTED],
    ["anthropic", "sim-anthropic-key-revoked", `${REFUSED}invalid x-api-key`],
    ["anthropic", "sim-anthropic-key-restricted", "does not have permission"],
    ["anthropic", "sim-anthropic-key-unpaid", `${REFUSED}Your credit balance is too low`],
  ])("%s with %s", async (provider, apiKey, expected) => {
    const client = await clientOf(await start());
    const answer = await client("POST", AI_CONFIGS, { provider, apiKey });
    expect(outcome(answer)).toContain(expected);
  });

  it("counts a key that was added, and no longer one that was revoked", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    const save = async () =>
      (await client("POST", AI_CONFIGS, { provider: "openAI", apiKey: "sim-new" })).status;
    expect(await save()).toBe(400);
    simulator.setVendorKeys("openai", [{ key: "sim-new" }]);
    expect(await save()).toBe(200);
    simulator.setVendorKeys("openai", [{ key: "sim-new", state: "revoked" }]);
    expect(await save()).toBe(400);
  });
});

describe("the validation of Azure OpenAI", () => {
  it.each([
    ["gpt-4.1", azureConfig(), ACCEPTED],
    ["gpt-5.1", azureConfig({ language: "gpt-51" }), ACCEPTED],
    ["the second key", azureConfig({ key: "sim-contoso-key-2" }), ACCEPTED],
    ["an old model", azureConfig({ language: "gpt-4o-old" }), "must be gpt-4.1 or later"],
    ["another embedding", azureConfig({ embedding: "embed-large" }), "text-embedding-3-small"],
    ["swapped models", azureConfig({ language: "embed", embedding: "gpt-41" }), "chatCompletion"],
    ["no such deployment", azureConfig({ embedding: "none" }), "deployment for this resource does"],
    ["a wrong key", azureConfig({ key: "sim-wrong" }), "invalid subscription key"],
    ["one wrong key", azureConfig({ embeddingKey: "sim-wrong" }), "invalid subscription key"],
    ["the key of another", azureConfig({ key: "sim-fabrikam-key-1" }), "invalid subscription key"],
    ["a misspelt host", azureConfig({ resource: "contso" }), "no such host: contso.openai"],
  ])("with %s", async (_, body, expected) => {
    const client = await clientOf(await start());
    const answer = await client("POST", AI_CONFIGS, body);
    expect(outcome(answer)).toContain(expected);
  });

  it.each([
    ["none of Sigma's addresses", [], "Failed to validate"],
    ["one of the two", ["203.0.113.10"], "Failed to validate"],
    ["both", ["203.0.113.10", "203.0.113.11"], ACCEPTED],
    ["their range", ["203.0.113.0/24"], ACCEPTED],
    ["another range", ["192.0.2.0/24"], "Failed to validate"],
  ])("behind a firewall that allows %s", async (_, ipRules, expected) => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.setAzureFirewall("fabrikam", { defaultAction: "Deny", ipRules });
    const answer = await client("POST", AI_CONFIGS, azureConfig({ resource: "fabrikam" }));
    expect(outcome(answer)).toBe(expected);
  });

  it("does not ask the firewall while its default is to allow", async () => {
    const simulator = await start();
    const client = await clientOf(simulator);
    simulator.setAzureFirewall("fabrikam", { defaultAction: "Allow", ipRules: [] });
    const answer = await client("POST", AI_CONFIGS, azureConfig({ resource: "fabrikam" }));
    expect(answer.status).toBe(200);
  });
});

it("a refused save changes nothing", async () => {
  const simulator = await start();
  const client = await clientOf(simulator);
  await client("POST", AI_CONFIGS, azureConfig());
  const before = simulator.state("org-acme");
  await client("POST", AI_CONFIGS, { provider: "openAI", apiKey: "sim-openai-key-revoked" });
  await client("POST", AI_CONFIGS, azureConfig({ resource: "fabrikam" }));
  expect(simulator.state("org-acme")).toEqual(before);
  expect(simulator.audit).toHaveLength(1);
});
