import { describe, expect, it } from "@jest/globals";
import { adoptedVersions } from "../../../provider/integration/adopt.ts";
import type { VendorFacts } from "../../../provider/integration/port.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import {
  recordedAfterApply,
  recordedAfterImport,
  recordedAfterRead,
} from "../../../provider/terraform/recorded.ts";
import { valueAt, type ObjectValue } from "../../../provider/terraform/values/value.ts";
import { azure, KEYS, openai, resource } from "./support/configs.ts";

const ONE = "https://one.openai.azure.com";
const TWO = "https://two.openai.azure.com";

function stateWith(facts: VendorFacts, over: Partial<IntegrationState> = {}): IntegrationState {
  const keyVersions = adoptedVersions(facts);
  return {
    organizationId: "org-acme",
    aiProvider: facts.aiProvider,
    status: "configured",
    driftVisibility: "full",
    applied: facts,
    remote: facts,
    ...(keyVersions === undefined ? {} : { keyVersions }),
    removal: "remove",
    credentialDrift: "correct",
    ...over,
  };
}

const vendorBlocks = ({ openai: a, azure_openai: b, gemini: c, anthropic: d }: ObjectValue) => ({
  openai: a,
  azure_openai: b,
  gemini: c,
  anthropic: d,
});
const NONE = { openai: null, azure_openai: null, gemini: null, anthropic: null };
const NO_KEYS = { api_key: null, api_key_wo: null };

describe("what is recorded after an apply", () => {
  it("is what was written, without write-only keys, and what the provider sets", () => {
    const config = openai({}, { tenant: "org-t", timeouts: { create: "1m" } });
    const state = stateWith({ aiProvider: "openai" }, { credentialFingerprint: "v1:s:m" });
    const recorded = recordedAfterApply(config, null, state);
    expect(recorded).toMatchObject({
      id: "org-acme",
      organization_id: "org-acme",
      ai_provider: "openai",
      credential_fingerprint: "v1:s:m",
      updated_at: null,
      openai: { ...NO_KEYS, api_key_wo_version: 1 },
      tenant: "org-t",
      timeouts: { create: "1m", read: null, update: null, delete: null },
    });
    expect(JSON.stringify(recorded)).not.toContain(KEYS.openai);
  });

  it("keeps a stored key, and the recorded version of a write-only one", () => {
    const state = stateWith({ aiProvider: "openai" });
    const plain = resource({ openai: { api_key: "stored" } });
    expect(recordedAfterApply(plain, null, state)["openai"]).toEqual({
      api_key: "stored",
      api_key_wo: null,
      api_key_wo_version: null,
    });
    const prior = recordedAfterApply(openai({ api_key_wo_version: 7 }), null, state);
    const again = recordedAfterApply(openai(), prior, state);
    expect(valueAt(again, "openai", "api_key_wo_version")).toBe(7);
  });
});

describe("what is recorded after a refresh", () => {
  it("is what was written, also where Sigma reports something else", () => {
    const prior = recordedAfterApply(openai(), null, stateWith({ aiProvider: "openai" }));
    const live = stateWith({ aiProvider: "gemini" }, { remoteRevision: "api:2" });
    expect(recordedAfterRead(prior, live)).toEqual({
      ...prior,
      ai_provider: "gemini",
      applied: { ai_provider: "gemini", language_model: null, embedding_model: null },
      remote: { ai_provider: "gemini", language_model: null, embedding_model: null },
      remote_revision: "api:2",
    });
  });
});

describe("what is recorded after an import", () => {
  it.each(["openai", "gemini", "anthropic"])("of %s has its block, with version 1", (vendor) => {
    const recorded = recordedAfterImport(stateWith({ aiProvider: vendor }));
    expect(vendorBlocks(recorded)).toEqual({
      ...NONE,
      [vendor]: { ...NO_KEYS, api_key_wo_version: 1 },
    });
    expect(recorded).toMatchObject({ id: "org-acme", tenant: null, removal: null, timeouts: null });
  });

  it("of a tenant names it", () => {
    const state = stateWith({ aiProvider: "openai" }, { tenant: "org-t" });
    expect(recordedAfterImport(state)["tenant"]).toBe("org-t");
  });

  it("of Azure behind one endpoint has that and the version once, at the block", () => {
    const facts = {
      aiProvider: "azureOpenai",
      languageModel: { deploymentId: "chat", endpointUrl: ONE },
      embeddingModel: { deploymentId: "embed", endpointUrl: ONE },
    };
    const model = { ...NO_KEYS, api_key_wo_version: null, endpoint_url: null };
    expect(vendorBlocks(recordedAfterImport(stateWith(facts)))).toEqual({
      ...NONE,
      azure_openai: {
        ...NO_KEYS,
        endpoint_url: ONE,
        validation_wait: null,
        api_key_wo_version: 1,
        language_model: { ...model, deployment_id: "chat" },
        embedding_model: { ...model, deployment_id: "embed" },
      },
    });
  });

  it("of Azure behind two endpoints has them and the versions at the models", () => {
    const facts = {
      aiProvider: "azureOpenai",
      languageModel: { deploymentId: "chat", endpointUrl: ONE },
      embeddingModel: { deploymentId: "embed", endpointUrl: TWO },
    };
    const model = { ...NO_KEYS, api_key_wo_version: 1 };
    expect(vendorBlocks(recordedAfterImport(stateWith(facts)))).toEqual({
      ...NONE,
      azure_openai: {
        ...NO_KEYS,
        endpoint_url: null,
        validation_wait: null,
        api_key_wo_version: null,
        language_model: { ...model, deployment_id: "chat", endpoint_url: ONE },
        embedding_model: { ...model, deployment_id: "embed", endpoint_url: TWO },
      },
    });
  });

  it("of Azure of which only the vendor is reported has a block with gaps", () => {
    const recorded = recordedAfterImport(stateWith({ aiProvider: "azureOpenai" }));
    const model = { ...NO_KEYS, api_key_wo_version: null, deployment_id: null, endpoint_url: null };
    expect(recorded["azure_openai"]).toEqual({
      ...NO_KEYS,
      endpoint_url: null,
      validation_wait: null,
      api_key_wo_version: 1,
      language_model: model,
      embedding_model: model,
    });
    expect(Object.keys(azure())).toEqual(Object.keys(recorded));
  });

  it("of a vendor that we do not know has no block", () => {
    const recorded = recordedAfterImport(stateWith({ aiProvider: "bedrock" }));
    expect(vendorBlocks(recorded)).toEqual(NONE);
    expect(recorded["ai_provider"]).toBe("bedrock");
  });
});
