import { describe, expect, it } from "@jest/globals";
import { checked } from "../../../provider/integration/check.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { decodeConfig, decodeState } from "../../../provider/terraform/decode.ts";
import type { ObjectValue } from "../../../provider/terraform/values/value.ts";
import { azure, ENDPOINT, KEYS, openai, resource } from "./support/configs.ts";

const MODELS = {
  languageModel: { deploymentId: "gpt-41" },
  embeddingModel: { deploymentId: "embed" },
};

describe("a configuration, for the core", () => {
  it.each<[string, ObjectValue, unknown]>([
    ["a write-only key", openai(), { openai: { apiKey: KEYS.openai } }],
    ["a stored key", resource({ gemini: { api_key: "k" } }), { gemini: { apiKey: "k" } }],
    ["no key", resource({ anthropic: {} }), { anthropic: {} }],
    [
      "a key not known yet",
      resource({ openai: { api_key_wo: UNKNOWN } }),
      { openai: { apiKey: UNKNOWN } },
    ],
    ["a block not known yet", resource({ openai: UNKNOWN }), { openai: UNKNOWN }],
    [
      "a version",
      openai({ api_key_wo_version: 3 }),
      { openai: { apiKey: KEYS.openai, apiKeyVersion: 3 } },
    ],
    [
      "a version 0",
      openai({ api_key_wo_version: 0 }),
      { openai: { apiKey: KEYS.openai, apiKeyVersion: 0 } },
    ],
    [
      "a version as text",
      openai({ api_key_wo_version: "3" }),
      { openai: { apiKey: KEYS.openai, apiKeyVersion: 3 } },
    ],
    [
      "a version not known yet",
      openai({ api_key_wo_version: UNKNOWN }),
      { openai: { apiKey: KEYS.openai, apiKeyVersion: UNKNOWN } },
    ],
    ["Azure", azure(), { azureOpenai: { endpointUrl: ENDPOINT, apiKey: KEYS.contoso, ...MODELS } }],
    [
      "settings, without what is no input of the core",
      openai(
        {},
        {
          tenant: "org-t",
          existing: "overwrite",
          expected_organization_id: "org-t",
          preflight: { mode: "warn", trusted_hosts: ["gw.contoso.com", UNKNOWN] },
          removal: "retain",
          credential_drift: "stop",
          timeouts: { create: "1m" },
          id: "org-t",
          ai_provider: UNKNOWN,
          applied: { ai_provider: "openai" },
        },
      ),
      {
        openai: { apiKey: KEYS.openai },
        tenant: "org-t",
        existing: "overwrite",
        expectedOrganizationId: "org-t",
        preflight: { mode: "warn", trustedHosts: ["gw.contoso.com", UNKNOWN] },
        removal: "retain",
        credentialDrift: "stop",
      },
    ],
    ["nothing", resource({}), {}],
  ])("%s", (_, config, expected) => {
    expect(decodeConfig(config)).toEqual(expected);
  });

  it("has one key at most, and passes the check", () => {
    const both = openai({ api_key: "stored" });
    expect(decodeConfig(both)).toEqual({ openai: { apiKey: "stored" } });
    expect(checked(decodeConfig(azure())).vendor.name).toBe("azureOpenai");
  });

  it("hands on a version that is no number, for the core to refuse", () => {
    const decoded = decodeConfig(openai({ api_key_wo_version: "many" }));
    expect(() => checked(decoded)).toThrow("the value is no version");
  });
});

/** A recorded state with what every one has. */
function stateOf(over: ObjectValue): ObjectValue {
  return resource({
    id: "org-acme",
    organization_id: "org-acme",
    ai_provider: "openai",
    status: "configured",
    drift_visibility: "full",
    ...over,
  });
}

describe("a recorded state, for the core", () => {
  it("has what the provider has set, and settings with their defaults", () => {
    expect(
      decodeState(
        stateOf({
          applied: { ai_provider: "openai" },
          credential_fingerprint: "v1:s:m",
          applied_revision: "api:1",
          openai: { api_key_wo_version: null },
        }),
      ),
    ).toEqual({
      organizationId: "org-acme",
      aiProvider: "openai",
      status: "configured",
      driftVisibility: "full",
      applied: { aiProvider: "openai" },
      credentialFingerprint: "v1:s:m",
      appliedRevision: "api:1",
      existing: "refuse",
      preflight: { mode: "enforce", trustedHosts: [], allowUnverifiedModels: false },
      removal: "remove",
      credentialDrift: "correct",
    });
  });

  it("repeats the settings that a removal must know", () => {
    const settings = { tenant: "org-t", removal: "retain", credential_drift: "stop" };
    expect(decodeState(stateOf(settings))).toMatchObject({
      tenant: "org-t",
      removal: "retain",
      credentialDrift: "stop",
    });
  });

  it("has no key in it", () => {
    const state = decodeState(stateOf({ openai: { api_key: "stored-key" } }));
    expect(JSON.stringify(state)).not.toContain("stored-key");
  });

  it.each<[string, ObjectValue, Record<string, number> | undefined]>([
    ["none", { openai: { api_key: "k" } }, undefined],
    ["one", { openai: { api_key_wo_version: 4 } }, { "openai.apiKey": 4 }],
    ["one as text", { gemini: { api_key_wo_version: "4" } }, { "gemini.apiKey": 4 }],
    ["a version 0", { anthropic: { api_key_wo_version: 0 } }, { "anthropic.apiKey": 0 }],
    [
      "one for both models of Azure's",
      { azure_openai: { api_key_wo_version: 2, language_model: {}, embedding_model: {} } },
      {
        "azureOpenai.apiKey": 2,
        "azureOpenai.languageModel.apiKey": 2,
        "azureOpenai.embeddingModel.apiKey": 2,
      },
    ],
    [
      "one of a model's own",
      {
        azure_openai: {
          api_key_wo_version: 2,
          language_model: { api_key_wo_version: 5 },
          embedding_model: {},
        },
      },
      {
        "azureOpenai.apiKey": 2,
        "azureOpenai.languageModel.apiKey": 5,
        "azureOpenai.embeddingModel.apiKey": 2,
      },
    ],
  ])("has the versions of its keys: %s", (_, block, expected) => {
    expect(decodeState(stateOf(block)).keyVersions).toEqual(expected);
  });

  it("that is not ours is refused", () => {
    expect(() => decodeState(resource({}))).toThrow("[INVALID_STATE]");
    expect(() => decodeState(stateOf({ status: "else" }))).toThrow(/status cannot be read/);
  });

  it("with settings that cannot be read has the defaults", () => {
    expect(decodeState(stateOf({ removal: "shred" })).removal).toBe("remove");
  });
});
