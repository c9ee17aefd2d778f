import { describe, expect, it } from "@jest/globals";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { decodeState } from "../../../provider/terraform/decode.ts";
import { encodeState, encodeValue } from "../../../provider/terraform/encode.ts";
import { computedNames } from "../../../provider/terraform/schema.ts";
import { camelCase, snakeCase } from "../../../provider/terraform/spelling.ts";
import { resource } from "./support/configs.ts";

const STATE: IntegrationState = {
  organizationId: "org-acme",
  aiProvider: "azureOpenai",
  status: "configured",
  driftVisibility: "full",
  applied: {
    aiProvider: "azureOpenai",
    languageModel: { deploymentId: "gpt-41", endpointUrl: "https://c.openai.azure.com" },
  },
  remote: { aiProvider: "azureOpenai" },
  credentialFingerprint: "v1:s:m",
  keyVersions: { "azureOpenai.apiKey": 1 },
  appliedRevision: "api:1",
  updatedBy: "user-ada",
  existing: "refuse",
  preflight: { mode: "enforce", trustedHosts: [], allowUnverifiedModels: false },
  removal: "remove",
  credentialDrift: "correct",
};

describe("a state, for Terraform", () => {
  it("has every attribute that the provider sets, and no other", () => {
    expect(encodeState(STATE)).toEqual({
      id: "org-acme",
      organization_id: "org-acme",
      ai_provider: "azureOpenai",
      status: "configured",
      drift_visibility: "full",
      applied: {
        ai_provider: "azureOpenai",
        language_model: { deployment_id: "gpt-41", endpoint_url: "https://c.openai.azure.com" },
      },
      remote: { ai_provider: "azureOpenai" },
      credential_fingerprint: "v1:s:m",
      applied_revision: "api:1",
      remote_revision: null,
      updated_at: null,
      updated_by: "user-ada",
    });
    expect(Object.keys(encodeState(STATE)).sort()).toEqual([...computedNames].sort());
  });

  it("comes back as it was, but for what the configuration repeats", () => {
    const { keyVersions: _, ...state } = STATE;
    expect(decodeState(resource(encodeState(STATE)))).toEqual(state);
  });
});

describe("a value of the core's", () => {
  it.each<[unknown, unknown]>([
    ["text", "text"],
    [0, 0],
    [false, false],
    [undefined, null],
    [null, null],
    [
      ["a", undefined],
      ["a", null],
    ],
    [
      { deploymentId: "d", inner: { endpointUrl: undefined } },
      { deployment_id: "d", inner: { endpoint_url: null } },
    ],
    [() => "no value", null],
  ])("%j", (value, expected) => {
    expect(encodeValue(value)).toEqual(expected);
  });
});

describe("names", () => {
  it.each([
    ["apiKey", "api_key"],
    ["azureOpenai.languageModel.endpointUrl", "azure_openai.language_model.endpoint_url"],
    ["openai", "openai"],
    ["expectedOrganizationId", "expected_organization_id"],
  ])("%s is %s in Terraform", (core, terraform) => {
    expect(snakeCase(core)).toBe(terraform);
    expect(camelCase(terraform)).toBe(core);
  });
});
