import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { keyFaults, type KeyRules } from "../../../provider/terraform/rules.ts";
import type { ObjectValue } from "../../../provider/terraform/values/value.ts";
import { azure, openai, resource } from "./support/configs.ts";

const RULES: KeyRules = { writeOnlyAllowed: true, requireWriteOnly: false };
const OLD: KeyRules = { ...RULES, writeOnlyAllowed: false };
const STRICT: KeyRules = { ...RULES, requireWriteOnly: true };
const KEY = "a-key-nobody-may-see";

const faultsOf = (config: ObjectValue, rules: KeyRules): string[] =>
  keyFaults(config, rules).map(({ details: { path, problem } }) => `${path}: ${problem}`);

const block = (fields: ObjectValue): ObjectValue => resource({ openai: fields });

describe("what is right", () => {
  it.each<[string, ObjectValue, KeyRules]>([
    ["a write-only key", block({ api_key_wo: KEY }), RULES],
    ["a write-only key with a version", block({ api_key_wo: KEY, api_key_wo_version: 2 }), RULES],
    ["a key that is stored", block({ api_key: KEY }), RULES],
    ["a write-only key where it is required", block({ api_key_wo: KEY }), STRICT],
    ["a stored key in an old client", block({ api_key: KEY }), OLD],
    ["no key, which the core finds fault with", block({}), STRICT],
    ["a version alone, as for a key to come", block({ api_key_wo_version: 1 }), RULES],
    ["no block", resource({}), STRICT],
    // What is not known yet may turn out to be null: a module that passes both spellings on is validated so.
    ["a block that is not known yet", resource({ openai: UNKNOWN }), STRICT],
    ["a block that is not known yet, in an old client", resource({ openai: UNKNOWN }), OLD],
    ["two keys that are not known yet", block({ api_key: UNKNOWN, api_key_wo: UNKNOWN }), STRICT],
    ["a stored key that is not known yet", block({ api_key: UNKNOWN, api_key_wo: KEY }), RULES],
    ["a write-only key that is not known yet", block({ api_key: KEY, api_key_wo: UNKNOWN }), RULES],
    [
      "a version that is not known yet",
      block({ api_key: KEY, api_key_wo_version: UNKNOWN }),
      RULES,
    ],
    ["a stored key that may be required not to be", block({ api_key: UNKNOWN }), STRICT],
  ])("%s", (_, config, rules) => {
    expect(faultsOf(config, rules)).toEqual([]);
  });
});

describe("what is wrong", () => {
  const together = "api_key and api_key_wo are given together";
  const version = "a version is given, but no api_key_wo";
  const stored =
    "the key would be stored in the state, and the provider is set to require_write_only";
  const old = "this version of Terraform or OpenTofu cannot take write-only values";

  it.each<[string, ObjectValue, KeyRules, string[]]>([
    ["both spellings", openai({ api_key: KEY }), RULES, [`openai.apiKey: ${together}`]],
    [
      "both spellings and a version",
      openai({ api_key: KEY, api_key_wo_version: 1 }),
      RULES,
      [`openai.apiKey: ${together}`],
    ],
    [
      "a version without its key",
      block({ api_key: KEY, api_key_wo_version: 1 }),
      RULES,
      [`openai.apiKeyVersion: ${version}`],
    ],
    [
      "a stored key where none may be",
      block({ api_key: KEY }),
      STRICT,
      [`openai.apiKey: ${stored}`],
    ],
    ["a write-only key in an old client", openai(), OLD, [`openai.apiKey: ${old}`]],
    [
      "a write-only key that is not known yet in an old client",
      block({ api_key_wo: UNKNOWN }),
      OLD,
      [`openai.apiKey: ${old}`],
    ],
    [
      "everything at once",
      openai({ api_key: KEY }),
      { writeOnlyAllowed: false, requireWriteOnly: true },
      [`openai.apiKey: ${together}`, `openai.apiKey: ${stored}`, `openai.apiKey: ${old}`],
    ],
    [
      "each place of Azure's",
      azure({
        api_key: KEY,
        language_model: { deployment_id: "a", api_key: KEY, api_key_wo_version: 2 },
        embedding_model: { deployment_id: "b", api_key: KEY, api_key_wo: KEY },
      }),
      RULES,
      [
        `azureOpenai.apiKey: ${together}`,
        `azureOpenai.languageModel.apiKeyVersion: ${version}`,
        `azureOpenai.embeddingModel.apiKey: ${together}`,
      ],
    ],
  ])("%s", (_, config, rules, expected) => {
    expect(faultsOf(config, rules)).toEqual(expected);
  });

  it("shows no key, and says what to do", () => {
    for (const rules of [RULES, OLD, STRICT]) {
      for (const { message, code, details } of keyFaults(openai({ api_key: KEY }), rules)) {
        expect(message).not.toContain(KEY);
        expect(code).toBe("INVALID_CONFIG");
        expect(details.advice).toMatch(/^(?:Keep|Use) /);
      }
    }
  });
});
