import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { visibility, withObservation } from "../../../provider/integration/observe.ts";
import type { Report } from "../../../provider/integration/port.ts";
import { read } from "../../../provider/integration/read.ts";
import { azure, openai, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf, planned } from "./support/context.ts";
import { createSigma, ME, PROFILES, timeOf, type Profile } from "./support/sigma.ts";
import { stateOf } from "./support/state.ts";

describe("a refresh without an outside change", () => {
  it.each(PROFILES)("leaves the state as it was: %s", async (profile) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, azure());
    expect(await read(state, createContext(sigma))).toEqual(state);
    expect(sigma.calls).toEqual(["identify", "read"]);
  });

  it.each<[Profile, string[]]>([
    ["published", ["drift cannot be seen: there is no read; only the organization was checked"]],
    ["minimal", []],
    ["full", []],
  ])("says what it cannot see: %s", async (profile, said) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, azure());
    const context = createContext(sigma);
    await read(state, context);
    expect(context.said()).toEqual(said);
  });
});

describe("a refresh after an outside change", () => {
  it.each<[Profile, Raw, string, string[]]>([
    ["published", azure(), "gemini", []],
    [
      "minimal",
      azure(),
      "gemini",
      ['azureOpenai: vendor changed outside: Sigma reports "gemini", last applied "azureOpenai"'],
    ],
    ["minimal", azure(), "azureOpenai", []],
    [
      "full",
      azure(),
      "gemini",
      [
        `azureOpenai: vendor changed outside: Sigma reports "gemini", last applied "azureOpenai", by user-ada at ${timeOf(2)}`,
      ],
    ],
    [
      "full",
      openai(),
      "bedrock",
      [
        `openai: vendor changed outside: Sigma reports "bedrock", last applied "openai", by user-ada at ${timeOf(2)}`,
      ],
    ],
    [
      "full",
      openai(),
      "openai",
      [
        `openai.apiKey: credential changed outside: revision api:2, last applied api:1, by user-ada at ${timeOf(2)}`,
      ],
    ],
  ])("%s: the next plan says so", async (profile, raw, other, expected) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, raw);
    sigma.edit({ aiProvider: other });
    const live = await read(state, createContext(sigma));
    expect(live).toMatchObject({
      applied: state.applied,
      aiProvider: profile === "published" ? state.aiProvider : other,
    });
    expect(live?.appliedRevision).toBe(state.appliedRevision);
    expect(await planned(raw, live ?? state)).toEqual(expected);
  });
});

describe("a removal outside", () => {
  it.each<[Profile, boolean]>([
    ["published", false],
    ["minimal", true],
    ["full", true],
  ])("is seen only where a read says so: %s", async (profile, seen) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai());
    sigma.integration = undefined;
    const context = createContext(sigma);
    const live = await read(state, context);
    expect(live === undefined).toBe(seen);
    const text =
      "the integration was removed outside: Sigma reports that no AI provider is configured";
    expect(context.said().includes(text)).toBe(seen);
  });

  it.each(["SIGMA_UNREACHABLE", "NOT_PERMITTED", "UNEXPECTED_ANSWER", "CANCELLED"] as const)(
    "is never made of an error: %s",
    async (code) => {
      const sigma = createSigma();
      const state = await add(sigma, openai());
      sigma.failing.read = new IntegrationError(code, { problem: "no" });
      expect(await outcomeOf(read(state, createContext(sigma)))).toBe(code);
    },
  );
});

describe("withObservation", () => {
  const report = (more: Partial<Report> = {}): { kind: "present"; report: Report } => ({
    kind: "present",
    report: { facts: { aiProvider: "openai" }, revision: "api:7", ...more },
  });
  const { appliedRevision, remoteRevision, ...silent } = stateOf(openai());
  const { credentialFingerprint, ...imported } = silent;

  it.each<[string, ReturnType<typeof report>, object]>([
    [
      "the same",
      report(),
      { appliedRevision: "api:7", remoteRevision: "api:7", driftVisibility: "full" },
    ],
    [
      "moved",
      report({ revision: "api:8" }),
      { appliedRevision: "api:7", remoteRevision: "api:8", driftVisibility: "full" },
    ],
    [
      "of another source",
      report({ revision: "updatedAt:8" }),
      { appliedRevision: "api:7", remoteRevision: "updatedAt:8", driftVisibility: "partial" },
    ],
  ])("keeps the applied revision where the reported one is %s", (_, observation, expected) => {
    expect(withObservation(stateOf(openai()), observation)).toMatchObject(expected);
  });

  it("sets both revisions at the first read after a save whose answer had none", () => {
    const state = withObservation(silent, report());
    expect(state).toMatchObject({
      appliedRevision: "api:7",
      remoteRevision: "api:7",
      driftVisibility: "full",
    });
    expect(withObservation(state, report({ revision: "api:8" }))).toMatchObject({
      appliedRevision: "api:7",
      remoteRevision: "api:8",
    });
  });

  it("takes no revision as applied where nothing was saved", () => {
    const state = withObservation(imported, report());
    expect(state).toMatchObject({ remoteRevision: "api:7", driftVisibility: "partial" });
    expect(state).not.toHaveProperty("appliedRevision");
  });

  it("forgets who wrote last where Sigma does not say it any more", () => {
    const { revision, ...nothing } = report().report;
    const before = stateOf(openai(), { updatedBy: ME, updatedAt: timeOf(1) });
    const state = withObservation(before, { kind: "present", report: nothing });
    for (const name of ["updatedBy", "updatedAt", "remoteRevision"]) {
      expect(state).not.toHaveProperty(name);
    }
    expect(state).toMatchObject({ appliedRevision: "api:7", driftVisibility: "partial" });
  });

  it("keeps all that is known where the transport cannot read", () => {
    const state = stateOf(azure());
    expect(withObservation(state, { kind: "unknown", reason: "x" })).toEqual({
      ...state,
      status: "unverified",
      driftVisibility: "none",
    });
  });
});

describe("visibility", () => {
  const revisions = { appliedRevision: "api:7", remoteRevision: "api:7" };
  const { applied: facts = { aiProvider: "" } } = stateOf(azure());
  it.each<[string, Report | undefined, object, string]>([
    ["all is reported", { facts }, revisions, "full"],
    ["Azure's name alone", { facts: { aiProvider: "azureOpenai" } }, revisions, "partial"],
    ["no revisions", { facts }, {}, "partial"],
    [
      "revisions of two sources",
      { facts },
      { ...revisions, remoteRevision: "portal:7" },
      "partial",
    ],
    ["nothing is reported", undefined, revisions, "partial"],
  ])("%s", (_, report, given, expected) => {
    expect(visibility(report, given)).toBe(expected);
  });
});
