import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import type { VendorBlock } from "../../../provider/integration/config.ts";
import {
  fingerprint,
  matchesFingerprint,
  SALT_BYTES,
} from "../../../provider/integration/fingerprint.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { key } from "./support/arbitraries.ts";
import { ENDPOINT, KEY, OTHER_KEY } from "./support/configs.ts";

const salt = new Uint8Array(SALT_BYTES).fill(7);
const salts = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES });

function openai(text: string): VendorBlock<Secret> {
  return { name: "openai", apiKey: new Secret(text) };
}

function azure(language: string, embedding: string): VendorBlock<Secret> {
  const model = (deploymentId: string, text: string) => ({
    deploymentId,
    endpointUrl: ENDPOINT,
    apiKey: new Secret(text),
  });
  return {
    name: "azureOpenai",
    languageModel: model("chat", language),
    embeddingModel: model("embed", embedding),
  };
}

describe("fingerprint", () => {
  it("has the form v1:<salt>:<mac>, and stays the same for ever", () => {
    // Recorded states rely on it: this text may never change.
    expect(fingerprint(openai("sk-fixed"), salt)).toBe(
      "v1:BwcHBwcHBwcHBwcHBwcHBw:YbGJ2J3Mj-G32KvJzdksGNcLzyEXFLgU18tm-9cqzzM",
    );
  });

  it("shows nothing of the key", () => {
    expect(fingerprint(openai(KEY), salt)).not.toContain(KEY.slice(3, 11));
  });

  it("differs from salt to salt", () => {
    const property = fc.property(
      key,
      fc.uniqueArray(salts, {
        minLength: 2,
        maxLength: 2,
        comparator: (a, b) => Buffer.compare(a, b) === 0,
      }),
      (text, [one, two]) => {
        const texts = [one, two].map((bytes) => fingerprint(openai(text), bytes ?? salt));
        expect(new Set(texts).size).toBe(2);
      },
    );
    fc.assert(property);
  });

  it("depends on nothing but the keys", () => {
    const block = azure(KEY, OTHER_KEY);
    const moved = structuredCloneOf(block);
    expect(matchesFingerprint(moved, fingerprint(block, salt))).toBe(true);
  });
});

describe("matchesFingerprint", () => {
  it("recognises the same keys", () => {
    const property = fc.property(key, key, salts, (one, two, bytes) => {
      expect(matchesFingerprint(openai(one), fingerprint(openai(one), bytes))).toBe(true);
      const text = fingerprint(azure(one, two), bytes);
      expect(matchesFingerprint(azure(one, two), text)).toBe(true);
    });
    fc.assert(property);
  });

  it("sees each changed key, and keys that were swapped", () => {
    const pair = fc.uniqueArray(key, { minLength: 3, maxLength: 3 });
    const property = fc.property(pair, salts, ([one = "", two = "", three = ""], bytes) => {
      const text = fingerprint(azure(one, two), bytes);
      const others = [azure(two, one), azure(three, two), azure(one, three), azure(one, one)];
      expect(others.filter((other) => matchesFingerprint(other, text))).toEqual([]);
      expect(matchesFingerprint(openai(two), fingerprint(openai(one), bytes))).toBe(false);
    });
    fc.assert(property);
  });

  it("does not mistake two keys for one that is split elsewhere", () => {
    const text = fingerprint(azure("abc", "def"), salt);
    expect(matchesFingerprint(azure("ab", "cdef"), text)).toBe(false);
    expect(matchesFingerprint(openai("abcdef"), text)).toBe(false);
  });

  const good = fingerprint(openai(KEY), salt);
  const [, saltText = "", mac = ""] = good.split(":");
  it.each([
    ["empty", ""],
    ["a word", "fingerprint"],
    ["of another version", `v2:${saltText}:${mac}`],
    ["without a mac", `v1:${saltText}`],
    ["with an empty mac", `v1:${saltText}:`],
    ["with a fourth part", `${good}:x`],
    ["cut off", good.slice(0, -4)],
    ["longer", `${good}AAAA`],
    ["with padding", `${good}=`],
    ["with a line break", `${good}\n`],
    ["with foreign characters in the salt", `v1:${saltText}!:${mac}`],
    ["in upper case", good.toUpperCase()],
  ])("matches nothing with a text that is %s", (_, text) => {
    expect(matchesFingerprint(openai(KEY), text)).toBe(false);
  });

  it("matches nothing with any other text", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `v1:${saltText}:${rest}`),
      fc
        .tuple(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
        .map(([at, letter]) => good.slice(0, at) + letter + good.slice(at + 1)),
    );
    const property = fc.property(
      texts.filter((text) => text !== good),
      (text) => {
        expect(matchesFingerprint(openai(KEY), text)).toBe(false);
      },
    );
    fc.assert(property);
  });
});

/** The same keys at other endpoints. */
function structuredCloneOf(block: VendorBlock<Secret>): VendorBlock<Secret> {
  if (block.name !== "azureOpenai") return block;
  const endpointUrl = "https://elsewhere.openai.azure.com";
  const languageModel = { ...block.languageModel, endpointUrl, deploymentId: "other" };
  return { ...block, languageModel };
}
