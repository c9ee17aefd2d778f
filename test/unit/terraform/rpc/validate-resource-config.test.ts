import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import type { ObjectValue, Value } from "../../../../provider/terraform/values/value.ts";
import { azure, KEYS, openai, resource } from "../support/configs.ts";
import { asDynamic, RPC, startProcess } from "../support/process.ts";
import { errorsOf } from "../support/shown.ts";
import { createTerraform, type Answer } from "../support/terraform.ts";

async function validated(
  config: ObjectValue,
  args: ObjectValue = {},
  writeOnlyAllowed = true,
): Promise<Answer> {
  const terraform = createTerraform(await startProcess({ config: args }));
  return terraform.validate(config, writeOnlyAllowed);
}

const stored = resource({ openai: { api_key: KEYS.openai } });

describe("a configuration", () => {
  it.each<[string, ObjectValue]>([
    ["of a write-only key", openai({ api_key_wo_version: 2 })],
    ["of a stored key", stored],
    ["of Azure", azure({}, { timeouts: { create: "10m" }, preflight: { mode: "warn" } })],
    ["of values that are not known yet", openai({ api_key_wo: UNKNOWN }, { tenant: UNKNOWN })],
    ["of a block that is not known yet", resource({ azure_openai: UNKNOWN })],
    [
      "of a module that passes both spellings on",
      resource({ openai: { api_key: UNKNOWN, api_key_wo: UNKNOWN } }),
    ],
  ])("%s is right", async (_, config) => {
    expect((await validated(config)).shown).toEqual([]);
  });

  it.each<[string, ObjectValue, string[]]>([
    ["no vendor", resource({}), ["VENDOR_BLOCK"]],
    ["two vendors", openai({}, { gemini: { api_key_wo: KEYS.gemini } }), ["VENDOR_BLOCK"]],
    ["no key", resource({ openai: {} }), ["MISSING_FIELD openai.api_key_wo"]],
    ["an empty key", openai({ api_key_wo: "" }), ["INVALID_CREDENTIAL openai.api_key_wo"]],
    [
      "a stored key that is a URL",
      resource({ openai: { api_key: "https://a.example" } }),
      ["INVALID_CREDENTIAL openai.api_key"],
    ],
    [
      "a version that is none",
      openai({ api_key_wo_version: 0.5 }),
      ["INVALID_CONFIG openai.api_key_wo_version"],
    ],
    [
      "an endpoint of somebody else's",
      azure({ endpoint_url: "https://contoso.example" }),
      ["INVALID_ENDPOINT azure_openai.endpoint_url"],
    ],
    [
      "an endpoint at a model",
      azure({ language_model: { deployment_id: "a", endpoint_url: "http://c.openai.azure.com" } }),
      ["INVALID_ENDPOINT azure_openai.language_model.endpoint_url"],
    ],
    [
      "one deployment for both models",
      azure({ language_model: { deployment_id: "embed" } }),
      ["SAME_DEPLOYMENT azure_openai.embedding_model.deployment_id"],
    ],
    [
      "a key for one model only",
      azure({
        api_key_wo: null,
        language_model: { deployment_id: "a", api_key_wo: "a-key-of-one" },
      }),
      ["MISSING_FIELD azure_openai.embedding_model.api_key_wo"],
    ],
    ["another choice", openai({}, { removal: "shred" }), ["INVALID_CONFIG removal"]],
    ["an empty tenant", openai({}, { tenant: "" }), ["INVALID_CONFIG tenant"]],
    [
      "a host that is none",
      openai({}, { preflight: { trusted_hosts: ["ok.example", "https://gateway"] } }),
      ["INVALID_CONFIG preflight.trusted_hosts.[1]"],
    ],
    [
      "a time that is none",
      openai({}, { timeouts: { read: "soon" } }),
      ["INVALID_CONFIG timeouts.read"],
    ],
    ["both spellings", openai({ api_key: "k-1" }), ["INVALID_CONFIG openai.api_key"]],
    [
      "a version of no write-only key",
      resource({ openai: { api_key: "k", api_key_wo_version: 1 } }),
      ["INVALID_CONFIG openai.api_key_wo_version"],
    ],
    [
      "several faults at once",
      openai({ api_key_wo: "a b" }, { existing: "maybe", timeouts: { create: "x" } }),
      [
        "INVALID_CONFIG timeouts.create",
        "INVALID_CREDENTIAL openai.api_key_wo",
        "INVALID_CONFIG existing",
      ],
    ],
  ])("with %s is refused, at the attribute", async (_, config, expected) => {
    const { shown } = await validated(config);
    expect(errorsOf(shown).sort()).toEqual([...expected].sort());
    expect(shown).toHaveLength(expected.length);
  });
});

describe("a key that would be stored", () => {
  it("is refused where the provider is set to require_write_only", async () => {
    const { shown } = await validated(stored, { require_write_only: true });
    expect(errorsOf(shown)).toEqual(["INVALID_CONFIG openai.api_key"]);
    expect(shown[0]?.detail).toContain("require_write_only");
    expect((await validated(openai(), { require_write_only: true })).shown).toEqual([]);
  });

  it.each<[Value]>([[false], [null], [UNKNOWN]])("is taken where that is %p", async (given) => {
    expect((await validated(stored, { require_write_only: given })).shown).toEqual([]);
  });
});

describe("a client that cannot take write-only values", () => {
  it("is told so on the attribute, with the version to use", async () => {
    const { shown } = await validated(openai(), {}, false);
    expect(errorsOf(shown)).toEqual(["INVALID_CONFIG openai.api_key_wo"]);
    expect(shown[0]?.detail).toContain("1.11");
    expect((await validated(stored, {}, false)).shown).toEqual([]);
  });

  it("may also be one that tells nothing of what it can", async () => {
    const process = await startProcess({ config: {} });
    const { message } = await process.call(RPC.validateResourceConfig, {
      config: asDynamic(openai()),
    });
    expect(message.diagnostics).toHaveLength(1);
  });
});

describe("a fault", () => {
  it.each<[string, ObjectValue]>([
    ["with spaces in the key", openai({ api_key_wo: "a secret with spaces" })],
    ["with both spellings", openai({ api_key: "a secret with spaces" })],
    ["with the key in the place of an endpoint", azure({ endpoint_url: "secret" })],
  ])("%s shows no key", async (_, config) => {
    const { shown, bytes } = await validated(config);
    expect(shown).not.toEqual([]);
    for (const secret of [KEYS.openai, KEYS.contoso, "secret with"]) {
      expect(bytes.includes(secret)).toBe(false);
    }
  });
});
