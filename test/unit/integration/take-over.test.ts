import { describe, expect, it } from "@jest/globals";
import { matchesFingerprint } from "../../../provider/integration/fingerprint.ts";
import { resolveVendor } from "../../../provider/integration/credentials.ts";
import { takeOver } from "../../../provider/integration/take-over.ts";
import { azure, azureAt, configOf, ENDPOINT, KEY, openai, type Raw } from "./support/configs.ts";
import { createContext, outcomeOf, planned } from "./support/context.ts";
import { createSigma, ORGANIZATION } from "./support/sigma.ts";

const OTHER = "https://other.openai.azure.com";

describe("another tool's record of its save", () => {
  it("becomes a state, for which only the organization is asked", async () => {
    const sigma = createSigma();
    const context = createContext(sigma);
    expect(await takeOver(configOf(openai()), context)).toEqual({
      organizationId: ORGANIZATION,
      aiProvider: "openai",
      status: "unverified",
      driftVisibility: "none",
      applied: { aiProvider: "openai" },
      remote: { aiProvider: "openai" },
      credentialFingerprint: expect.stringMatching(/^v1:/),
      keyVersions: { "openai.apiKey": 1 },
      existing: "refuse",
      preflight: { mode: "enforce", trustedHosts: [], allowUnverifiedModels: false },
      removal: "remove",
      credentialDrift: "correct",
    });
    expect([sigma.calls, context.notices]).toEqual([["identify"], []]);
  });

  it("leaves no key, but what tells whether it is the same one", async () => {
    const config = configOf(openai());
    const context = createContext();
    const state = await takeOver(config, context);
    expect(JSON.stringify(state)).not.toContain(KEY);
    const vendor = await resolveVendor(config.vendor, context.credentials);
    expect(matchesFingerprint(vendor, state.credentialFingerprint ?? "")).toBe(true);
  });

  it.each<[string, Raw, Record<string, number>]>([
    ["behind one endpoint", azure(), { "azureOpenai.apiKey": 1 }],
    [
      "behind two endpoints",
      azureAt(ENDPOINT, OTHER),
      { "azureOpenai.languageModel.apiKey": 1, "azureOpenai.embeddingModel.apiKey": 1 },
    ],
  ])("of Azure %s has the versions of its keys", async (_, raw, expected) => {
    expect((await takeOver(configOf(raw), createContext())).keyVersions).toEqual(expected);
  });

  it.each<[string, Raw, Raw, number]>([
    ["the same", openai(), openai(), 0],
    ["the same of Azure", azure(), azure(), 0],
    ["the key once instead of twice", azureAt(ENDPOINT, ENDPOINT), azure(), 0],
    ["version 1", openai(), { openai: { apiKey: KEY, apiKeyVersion: 1 } }, 0],
    ["another version", openai(), { openai: { apiKey: KEY, apiKeyVersion: 2 } }, 1],
    ["another key", openai(), openai({}, "another-key-than-that"), 1],
    ["another deployment", azure(), azure({}, { deploymentId: "chat-2" }), 1],
    ["another setting", openai(), openai({ removal: "retain" }), 1],
  ])("is followed by a plan of what differs: %s", async (_, saved, desired, count) => {
    const state = await takeOver(configOf(saved), createContext());
    expect(await planned(desired, state)).toHaveLength(count);
  });

  it("of another organization than is expected is refused", async () => {
    const config = configOf(openai({ expectedOrganizationId: "org-other" }));
    expect(await outcomeOf(takeOver(config, createContext()))).toBe("WRONG_ORGANIZATION");
  });

  it("with a reference that leads nowhere is refused", async () => {
    const config = configOf(openai({}, { fromEnv: "NOT_SET" }));
    expect(await outcomeOf(takeOver(config, createContext()))).toBe("CREDENTIAL_UNRESOLVED");
  });
});
