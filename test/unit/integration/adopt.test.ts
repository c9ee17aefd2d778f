import { describe, expect, it } from "@jest/globals";
import { adopt } from "../../../provider/integration/adopt.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { azure, ENDPOINT, KEY, openai, type Raw } from "./support/configs.ts";
import { createContext, outcomeOf, planned } from "./support/context.ts";
import { createSigma, ORGANIZATION, PROFILES, type Profile, type Sigma } from "./support/sigma.ts";

const FACTS = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "chat", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
};

function adoptFrom(sigma: Sigma, id = ORGANIZATION): Promise<IntegrationState> {
  return adopt(id, () => createContext(sigma));
}

function withVersion(raw: Raw, vendor: string, apiKeyVersion: number): Raw {
  return { ...raw, [vendor]: { ...Object(raw[vendor]), apiKeyVersion } };
}

describe("an import", () => {
  it("takes over what Sigma reports, and changes nothing", async () => {
    const sigma = createSigma();
    sigma.edit(FACTS);
    const state = await adoptFrom(sigma);
    expect(state).toMatchObject({
      organizationId: ORGANIZATION,
      aiProvider: "azureOpenai",
      status: "configured",
      driftVisibility: "full",
      applied: FACTS,
      remote: FACTS,
      keyVersions: { "azureOpenai.apiKey": 1 },
      appliedRevision: "api:1",
      remoteRevision: "api:1",
      updatedBy: "user-ada",
      removal: "remove",
    });
    expect(state.credentialFingerprint).toBeUndefined();
    expect(sigma.calls).not.toContain("save");
  });

  it("knows two keys behind two endpoints", async () => {
    const sigma = createSigma();
    const embeddingModel = { deploymentId: "embed", endpointUrl: "https://other.openai.azure.com" };
    sigma.edit({ ...FACTS, embeddingModel });
    expect((await adoptFrom(sigma)).keyVersions).toEqual({
      "azureOpenai.languageModel.apiKey": 1,
      "azureOpenai.embeddingModel.apiKey": 1,
    });
  });

  it("of a vendor that we do not know has no key", async () => {
    const sigma = createSigma();
    sigma.edit({ aiProvider: "bedrock" });
    const state = await adoptFrom(sigma);
    expect(state.aiProvider).toBe("bedrock");
    expect(state.keyVersions).toBeUndefined();
  });

  it("of another organization than the credentials' own is one of a tenant", async () => {
    const sigma = createSigma();
    sigma.edit(FACTS);
    const targets: unknown[] = [];
    const state = await adopt("org-tenant", (target) => {
      targets.push(target);
      return createContext(sigma);
    });
    expect(targets).toEqual([{}, { tenant: "org-tenant" }]);
    expect(state).toMatchObject({ organizationId: "org-tenant", tenant: "org-tenant" });
  });

  it.each<[Profile, boolean, string]>([
    ["published", true, "EXISTENCE_UNKNOWN"],
    ["minimal", false, "NOTHING_TO_IMPORT"],
    ["full", false, "NOTHING_TO_IMPORT"],
  ])("in %s, with something there: %p, ends with %s", async (profile, there, code) => {
    const sigma = createSigma(profile);
    if (there) sigma.edit(FACTS);
    expect(await outcomeOf(adoptFrom(sigma))).toBe(code);
  });

  it("fails where the read fails", async () => {
    for (const profile of PROFILES) {
      const sigma = createSigma(profile);
      const { IntegrationError } = await import("../../../provider/integration/errors.ts");
      sigma.failing = { read: new IntegrationError("NOT_PERMITTED", { problem: "no admin" }) };
      expect(await outcomeOf(adoptFrom(sigma))).toBe("NOT_PERMITTED");
    }
  });
});

describe("the plan after an import", () => {
  it.each<[string, Profile, Raw, number]>([
    ["is empty with version 1", "full", withVersion(azure(), "azureOpenai", 1), 0],
    ["saves the key once without a version", "full", azure(), 1],
    ["saves the key once with another version", "full", withVersion(azure(), "azureOpenai", 2), 1],
    ["saves what Sigma does not report", "minimal", withVersion(azure(), "azureOpenai", 1), 4],
    ["switches the vendor", "full", openai({}, KEY), 1],
  ])("%s (%s)", async (_, profile, raw, count) => {
    const sigma = createSigma(profile);
    sigma.edit(FACTS);
    expect(await planned(raw, await adoptFrom(sigma))).toHaveLength(count);
  });
});
