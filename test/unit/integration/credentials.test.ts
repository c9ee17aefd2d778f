import { describe, expect, it } from "@jest/globals";
import { keySlots, resolveVendor } from "../../../provider/integration/credentials.ts";
import type { VendorBlock } from "../../../provider/integration/config.ts";
import type { Secret } from "../../../provider/integration/secret.ts";
import { azure, configOf, KEY, openai, OTHER_KEY, type Raw } from "./support/configs.ts";
import { createContext, type Surroundings } from "./support/context.ts";

async function resolve(raw: Raw, surroundings: Surroundings = {}): Promise<VendorBlock<Secret>> {
  const { credentials } = createContext(undefined, {}, surroundings);
  return await resolveVendor(configOf(raw).vendor, credentials);
}

async function keysOf(raw: Raw, surroundings?: Surroundings): Promise<string[]> {
  return keySlots(await resolve(raw, surroundings)).map(({ key }) => key.reveal());
}

describe("keys are read", () => {
  const surroundings = {
    env: { OPENAI_KEY: KEY },
    files: { key: KEY, lf: `${OTHER_KEY}\n`, crlf: `${OTHER_KEY}\r\n` },
  };
  it.each<[string, Raw, string[]]>([
    ["as given", openai(), [KEY]],
    ["from the environment", openai({}, { fromEnv: "OPENAI_KEY" }), [KEY]],
    ["from a file", { gemini: { apiKey: { fromFile: "key" } } }, [KEY]],
    ["from a file that ends a line", openai({}, { fromFile: "lf" }), [OTHER_KEY]],
    ["from a file of Windows", openai({}, { fromFile: "crlf" }), [OTHER_KEY]],
    ["once for both models", azure({ apiKey: { fromEnv: "OPENAI_KEY" } }), [KEY, KEY]],
    [
      "for each model, the language model's first",
      azure({}, { apiKey: { fromFile: "lf" } }, { apiKey: { fromEnv: "OPENAI_KEY" } }),
      [OTHER_KEY, KEY],
    ],
  ])("%s", async (_, raw, expected) => {
    expect(await keysOf(raw, surroundings)).toEqual(expected);
  });

  it("and everything else of the vendor stays", async () => {
    const vendor = await resolve(azure());
    expect(vendor).toMatchObject({
      name: "azureOpenai",
      languageModel: { deploymentId: "chat" },
      embeddingModel: { deploymentId: "embed" },
    });
  });
});

describe("a key that cannot be read", () => {
  it.each<[string, Raw, string, string]>([
    [
      "a variable that is not set",
      openai({}, { fromEnv: "NONE" }),
      "openai.apiKey",
      "the environment variable NONE is not set; expected the key in it. Set NONE where the engine runs.",
    ],
    [
      "a file that is not there",
      azure({}, {}, { apiKey: { fromFile: "none.txt" } }),
      "azureOpenai.embeddingModel.apiKey",
      'the file "none.txt" cannot be read (ENOENT)',
    ],
    [
      "a reference for both models",
      azure({ apiKey: { fromEnv: "NONE" } }),
      "azureOpenai.apiKey",
      "the environment variable NONE is not set",
    ],
  ])("%s", async (_, raw, path, text) => {
    await expect(resolve(raw)).rejects.toMatchObject({
      code: "CREDENTIAL_UNRESOLVED",
      details: { path },
      message: expect.stringContaining(`${path}: ${text}`),
    });
  });

  it.each<[string, unknown]>([
    ["a variable", { fromEnv: "AIzaSySENTINEL0123456789" }],
    ["a variable of 32 hexadecimal digits", { fromEnv: "a123456789abcdef0123456789abcdef" }],
    ["a file", { fromFile: "sk-proj-SENTINEL0123456789" }],
  ])("is not shown where a key stands in the place of %s", async (_, apiKey) => {
    const failure = resolve(openai({}, apiKey));
    await expect(failure).rejects.toMatchObject({ code: "CREDENTIAL_UNRESOLVED" });
    await expect(failure).rejects.toThrow("[secret]");
    await expect(failure).rejects.not.toThrow(/SENTINEL|a123456789abcdef/);
  });

  it("tells no more of a foreign error than its code", async () => {
    const { vendor } = configOf(openai({}, { fromFile: "x" }));
    const file = async (): Promise<string> => await Promise.reject(new Error(`has ${KEY}`));
    const failure = resolveVendor(vendor, { env: () => undefined, file });
    await expect(failure).rejects.toMatchObject({
      code: "CREDENTIAL_UNRESOLVED",
      message: expect.stringContaining('the file "x" cannot be read (no reason given)'),
    });
  });
});

describe("what a reference leads to is judged as a key is, and not shown", () => {
  it.each([
    ["empty", "", "the key is empty"],
    ["blank", "  ", "the key is empty"],
    ["two lines", `${KEY}\n${KEY}\n`, "the key has spaces, line breaks"],
    ["a space at the end", `${KEY} `, "the key has spaces, line breaks"],
    ["a URL", `https://${KEY}`, "the key is a URL"],
    ["a byte order mark", `\uFEFF${KEY}`, "other characters that no key has"],
  ])("%s", async (_, text, problem) => {
    const surroundings = { env: { A: text }, files: { a: text } };
    for (const apiKey of [{ fromEnv: "A" }, { fromFile: "a" }]) {
      const error: unknown = await resolve(openai({}, apiKey), surroundings).catch((e) => e);
      expect(error).toMatchObject({
        code: "INVALID_CREDENTIAL",
        details: { path: "openai.apiKey" },
      });
      expect(String(error)).toContain(problem);
      expect(String(error)).not.toContain("sentinel");
    }
  });
});

describe("keySlots", () => {
  it.each<[string, Raw, string[]]>([
    ["one key", openai(), ["openai.apiKey"]],
    ["a key for both models", azure(), ["azureOpenai.apiKey", "azureOpenai.apiKey"]],
    [
      "a key for each model",
      azure({}, { apiKey: OTHER_KEY }),
      ["azureOpenai.languageModel.apiKey", "azureOpenai.embeddingModel.apiKey"],
    ],
  ])("names the place of %s", (_, raw, expected) => {
    expect(keySlots(configOf(raw).vendor).map(({ path }) => path)).toEqual(expected);
  });
});
