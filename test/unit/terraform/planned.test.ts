import { describe, expect, it } from "@jest/globals";
import { changes, type Change } from "../../../provider/integration/changes.ts";
import { checked } from "../../../provider/integration/check.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { decodeConfig, decodeState } from "../../../provider/terraform/decode.ts";
import { plannedCreate, plannedUpdate } from "../../../provider/terraform/planned.ts";
import { recordedAfterApply } from "../../../provider/terraform/recorded.ts";
import { computedNames } from "../../../provider/terraform/schema.ts";
import { valueAt, type ObjectValue, type Value } from "../../../provider/terraform/values/value.ts";
import { azure, gemini, KEYS, openai, resource } from "./support/configs.ts";

const computed = (value: ObjectValue): ObjectValue =>
  Object.fromEntries(computedNames.map((name): [string, Value] => [name, value[name] ?? null]));

/** What is recorded after a save of a configuration. */
function recorded(config: ObjectValue): ObjectValue {
  const { vendor } = checked(decodeConfig(config));
  return recordedAfterApply(config, null, {
    organizationId: "org-acme",
    aiProvider: vendor.name,
    status: "configured",
    driftVisibility: "full",
    applied: { aiProvider: vendor.name },
    remote: { aiProvider: vendor.name },
    credentialFingerprint: "v1:s:m",
    appliedRevision: "api:1",
    remoteRevision: "api:1",
    updatedAt: "2026-11-23T10:00:00Z",
    updatedBy: "user-ada",
    removal: "remove",
    credentialDrift: "correct",
  });
}

function planned(config: ObjectValue, prior: ObjectValue, list?: readonly Change[]): ObjectValue {
  const desired = checked(decodeConfig(config));
  return plannedUpdate(
    config,
    prior,
    desired,
    list ?? changes(desired, decodeState(prior), "same"),
  );
}

describe("a planned create", () => {
  it("has what is written, and nothing that the provider sets is known", () => {
    const config = openai({}, { tenant: "org-t", removal: "retain" });
    const state = plannedCreate(config);
    expect(Object.values(computed(state))).toEqual(computedNames.map(() => UNKNOWN));
    expect(state).toMatchObject({
      openai: { api_key: null, api_key_wo: null, api_key_wo_version: 1 },
      tenant: "org-t",
      removal: "retain",
      existing: null,
    });
  });

  it("keeps what is not known yet", () => {
    const config = resource({ openai: { api_key: UNKNOWN }, tenant: UNKNOWN });
    expect(plannedCreate(config)).toMatchObject({
      openai: { api_key: UNKNOWN, api_key_wo: null, api_key_wo_version: null },
      tenant: UNKNOWN,
    });
  });
});

describe("a planned update", () => {
  it("that saves knows organization, vendor and what is applied, and no more", () => {
    const prior = recorded(openai());
    const config = azure();
    const state = planned(config, prior);
    const known = {
      id: "org-acme",
      organization_id: "org-acme",
      ai_provider: "azureOpenai",
      applied: {
        ai_provider: "azureOpenai",
        language_model: {
          deployment_id: "gpt-41",
          endpoint_url: "https://contoso.openai.azure.com",
        },
        embedding_model: {
          deployment_id: "embed",
          endpoint_url: "https://contoso.openai.azure.com",
        },
      },
    };
    expect(computed(state)).toEqual({
      ...Object.fromEntries(computedNames.map((name) => [name, UNKNOWN])),
      ...known,
    });
    expect(state["openai"]).toBeNull();
    expect(valueAt(state, "azure_openai", "api_key_wo_version")).toBe(1);
  });

  it.each<[string, ObjectValue]>([
    ["a deployment", azure({ language_model: { deployment_id: UNKNOWN } })],
    ["an endpoint", azure({ endpoint_url: UNKNOWN })],
    ["the block", resource({ gemini: UNKNOWN })],
  ])("does not know what is applied where %s is not known yet", (_, config) => {
    const state = planned(config, recorded(openai()));
    expect([state["ai_provider"], state["applied"]]).toEqual([UNKNOWN, UNKNOWN]);
    expect(state["id"]).toBe("org-acme");
  });

  it.each<[string, ObjectValue]>([
    ["api_key", resource({ openai: { api_key: UNKNOWN } })],
    ["api_key_wo", openai({ api_key_wo: UNKNOWN })],
  ])("knows what is applied where only the key is not known yet: %s", (_, config) => {
    const prior = recorded(openai());
    const state = planned(config, prior);
    expect([state["ai_provider"], state["applied"]]).toEqual([
      prior["ai_provider"],
      prior["applied"],
    ]);
    expect(state["credential_fingerprint"]).toBe(UNKNOWN);
  });

  it.each<[string, ObjectValue]>([
    ["nothing", {}],
    ["removal", { removal: "retain" }],
    ["existing", { existing: "overwrite" }],
    ["credential_drift", { credential_drift: "ignore" }],
    ["expected_organization_id", { expected_organization_id: "org-acme" }],
    ["preflight", { preflight: { mode: "off" } }],
    ["timeouts", { timeouts: { create: "10m" } }],
  ])("of %s alone leaves what the provider sets", (_, rest) => {
    const prior = recorded(openai());
    const config = openai({}, rest);
    const state = planned(config, prior);
    expect(computed(state)).toEqual(computed(prior));
    expect(state).toEqual(resource({ ...prior, ...rest }));
  });

  it("of a version not known yet leaves it so, and saves", () => {
    const config = openai({ api_key_wo_version: UNKNOWN });
    const state = planned(config, recorded(openai()));
    expect(valueAt(state, "openai", "api_key_wo_version")).toBe(UNKNOWN);
    expect(state["credential_fingerprint"]).toBe(UNKNOWN);
  });

  it("keeps the recorded version", () => {
    const prior = recorded(openai({ api_key_wo_version: 7 }));
    expect(valueAt(planned(openai(), prior), "openai", "api_key_wo_version")).toBe(7);
  });

  it("to another organization is a create", () => {
    const prior = recorded(openai({ api_key_wo_version: 7 }));
    const config = openai({}, { tenant: "org-t" });
    expect(planned(config, prior)).toEqual(plannedCreate(config));
  });

  it("never has a write-only key", () => {
    for (const config of [openai(), azure(), gemini(), openai({}, { tenant: "org-t" })]) {
      for (const list of [[], undefined]) {
        const text = JSON.stringify(
          planned(config, recorded(openai()), list),
          (_, value: unknown) => (typeof value === "symbol" ? "unknown" : value),
        );
        for (const key of Object.values(KEYS)) expect(text).not.toContain(key);
      }
    }
  });
});
