import { describe, expect, it } from "@jest/globals";
import { checked } from "../../../provider/integration/check.ts";
import { resolveVendor } from "../../../provider/integration/credentials.ts";
import { saveBody } from "../../../provider/sigma/api/ai-config.ts";
import { configOfBody } from "../../../provider/sigma/api/saved-body.ts";
import { PACKAGED_CONTRACT, type Contract } from "../../../provider/sigma/contract.ts";
import { azure, keyed } from "./support/client.ts";

const read = (json: unknown, contract = PACKAGED_CONTRACT): unknown => configOfBody(json, contract);

describe("the body of a save", () => {
  it.each([
    ["OpenAI", keyed("openai")],
    ["Gemini", keyed("gemini")],
    ["Anthropic", keyed("anthropic")],
    ["Azure", azure()],
    ["Azure with two keys", azure("language-model-key", "embedding-model-key")],
  ])("of %s comes back as the configuration that leads to it", async (_, vendor) => {
    const body = saveBody(vendor, PACKAGED_CONTRACT);
    const { vendor: found } = checked(read(JSON.parse(body)));
    const resolved = await resolveVendor(found, { env: () => undefined, file: async () => "" });
    expect(saveBody(resolved, PACKAGED_CONTRACT)).toBe(body);
  });

  it.each<[string, unknown, unknown]>([
    ["one key", { provider: "openAI", apiKey: "k" }, { openai: { apiKey: "k" } }],
    [
      "what no field is for",
      { provider: "gemini", apiKey: "k", note: 1 },
      { gemini: { apiKey: "k" } },
    ],
    ["no key", { provider: "anthropic" }, { anthropic: {} }],
    ["a key that is null", { provider: "openAI", apiKey: null }, { openai: { apiKey: null } }],
    [
      "one model",
      { provider: "azureOpenAI", languageModel: { deploymentId: "d", extra: true } },
      { azureOpenai: { languageModel: { deploymentId: "d" } } },
    ],
  ])("with %s is not checked yet", (_, json, expected) => {
    expect(read(json)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["another vendor", { provider: "bedrock", apiKey: "k" }],
    ["the name of our own block", { provider: "azureOpenai" }],
    ["a vendor that is no text", { provider: 7 }],
    ["no vendor", { apiKey: "k" }],
    ["nothing in it", {}],
  ])("with %s says nothing", (_, json) => {
    expect(read(json)).toBeUndefined();
  });

  it.each([undefined, null, "openAI", 7, [], [{ provider: "openAI" }]])("is none: %j", (json) => {
    expect(read(json)).toBeUndefined();
  });

  it("is read as the contract says, where that is another one", () => {
    const contract: Contract = {
      ...PACKAGED_CONTRACT,
      bodies: {
        ...PACKAGED_CONTRACT.bodies,
        openai: {
          grade: "assumed",
          provider: "OPEN_AI",
          fields: { provider: "vendor.name", apiKey: "vendor.secrets.key" },
        },
      },
    };
    const body = { vendor: { name: "OPEN_AI", secrets: { key: "k" } } };
    expect(read(body, contract)).toEqual({ openai: { apiKey: "k" } });
    expect(read({ provider: "openAI", apiKey: "k" }, contract)).toBeUndefined();
  });

  it("without a place for the vendor is never read", () => {
    const fields = { apiKey: "apiKey" };
    const openai = { grade: "assumed", fields } as const;
    const contract = { ...PACKAGED_CONTRACT, bodies: { ...PACKAGED_CONTRACT.bodies, openai } };
    expect(read({ apiKey: "k" }, contract)).toBeUndefined();
  });
});
