import { describe, expect, it } from "@jest/globals";
import { echo, parseState, withEcho } from "../../../provider/integration/state.ts";
import { configOf, ENDPOINT, KEY, openai } from "./support/configs.ts";

const least = {
  organizationId: "org-acme",
  aiProvider: "openai",
  status: "configured",
  driftVisibility: "none",
  removal: "remove",
  credentialDrift: "correct",
} as const;
const azure = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "chat", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
};
const most = {
  ...least,
  aiProvider: "azureOpenai",
  driftVisibility: "full",
  applied: azure,
  remote: azure,
  credentialFingerprint: "v1:AA:BB",
  appliedRevision: "api:1",
  remoteRevision: "api:1",
  updatedAt: "2026-11-23T10:00:00.000Z",
  updatedBy: "user-me",
  tenant: "t1",
  connection: "eu",
  existing: "overwrite",
  preflight: { mode: "off", trustedHosts: ["a"], allowUnverifiedModels: true },
  expectedOrganizationId: "org-acme",
} as const;

describe("a recorded state is read", () => {
  // A shape that was once written stays in this table for ever.
  it.each<[string, unknown]>([
    ["0.1.0, with everything", most],
    ["0.1.0, with the least", least],
    [
      "0.1.0, without a read",
      { ...least, applied: { aiProvider: "openai" }, status: "unverified" },
    ],
    [
      "0.1.0, Azure as a report of parts",
      { ...least, remote: { aiProvider: "azureOpenai", languageModel: {} } },
    ],
    [
      "0.1.0, a vendor that we do not know",
      { ...least, aiProvider: "bedrock", remote: { aiProvider: "bedrock" } },
    ],
  ])("%s", (_, outputs) => {
    expect(parseState(outputs)).toEqual(outputs);
    expect(parseState(JSON.parse(JSON.stringify(outputs)))).toEqual(outputs);
  });

  it("without what a later version may have added", () => {
    const later = { ...most, added: 1, applied: { ...azure, added: 1 } };
    expect(parseState(later)).toEqual(most);
  });
});

describe("what is no state of ours is refused, and not shown", () => {
  it.each<[string, unknown, string]>([
    ["nothing", undefined, "the recorded state cannot be read"],
    ["null", null, "the recorded state cannot be read"],
    ["a text", KEY, "the recorded state cannot be read"],
    ["a list", [KEY], "the recorded state cannot be read"],
    [
      "no organization",
      { ...least, organizationId: undefined },
      "the recorded organizationId cannot",
    ],
    [
      "an empty organization",
      { ...least, organizationId: "" },
      "the recorded organizationId cannot",
    ],
    [
      "a key in a wrong place",
      { ...least, status: KEY, removal: KEY },
      "the recorded status, removal cannot",
    ],
    [
      "wrong facts",
      { ...most, applied: { ...azure, languageModel: { deploymentId: [KEY] } } },
      "applied.languageModel.deploymentId",
    ],
    ["a wrong preflight", { ...most, preflight: { mode: KEY } }, "preflight.mode"],
    [
      "a fingerprint that is no text",
      { ...most, credentialFingerprint: 5 },
      "credentialFingerprint",
    ],
  ])("%s", (_, outputs, problem) => {
    const read = (): unknown => parseState(outputs);
    expect(read).toThrow(problem);
    expect(read).toThrow("[INVALID_STATE]");
    expect(read).not.toThrow(KEY);
  });
});

describe("the echo of a configuration", () => {
  const config = configOf(openai({ tenant: "t2", removal: "retain", preflight: "warn" }));

  it("has settings and target, and no key", () => {
    expect(echo(config)).toEqual({ ...config.settings, ...config.target });
    expect(JSON.stringify(echo(config))).not.toContain(KEY);
  });

  it("takes the place of the former one, and leaves the rest", () => {
    const state = withEcho(parseState(most), config);
    const {
      tenant,
      existing,
      removal,
      credentialDrift,
      preflight,
      connection,
      expectedOrganizationId,
      ...rest
    } = most;
    expect(state).toEqual({ ...rest, ...echo(config) });
    expect(state).toMatchObject({ tenant: "t2", removal: "retain", existing: "refuse" });
  });

  it("forgets what is not configured any more", () => {
    const state = withEcho(parseState(most), configOf());
    for (const name of ["tenant", "connection", "expectedOrganizationId"]) {
      expect(state).not.toHaveProperty(name);
    }
  });
});
