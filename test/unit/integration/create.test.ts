import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { factsOf } from "../../../provider/integration/facts.ts";
import { matchesFingerprint } from "../../../provider/integration/fingerprint.ts";
import { resolveVendor } from "../../../provider/integration/credentials.ts";
import { azure, configOf, ENDPOINT, KEY, openai, OTHER_KEY } from "./support/configs.ts";
import { createContext, outcomeOf } from "./support/context.ts";
import { createSigma, ME, PROFILES, THERE, timeOf, type Profile } from "./support/sigma.ts";

const overwrite = { existing: "overwrite" };

describe("what a create says", () => {
  it("is what AI means for the organization, first", async () => {
    const context = createContext();
    await create(configOf(openai({ preflight: "off" })), context);
    expect(context.notices).toMatchObject([{ organizationId: "org-acme", severity: "info" }]);
    for (const text of [
      "adding OpenAI turns AI on for the whole organization, under Sigma's disclaimer",
      "prompts go to OpenAI",
      "the permissions of each account type decide who may use it",
      "https://help.sigmacomputing.com/docs/",
    ]) {
      expect(context.said()[0]).toContain(text);
    }
  });

  it("is that a vendor is beta", async () => {
    const context = createContext();
    await create(configOf({ gemini: { apiKey: KEY }, preflight: "off" }), context);
    expect(context.notices[1]).toMatchObject({ once: true, severity: "info" });
    expect(context.said()[1]).toBe(
      "Gemini is a beta feature of Sigma (https://sigma.example/beta, 2026-07)",
    );
  });

  it("has no key in it", async () => {
    const context = createContext(createSigma("published"));
    await create(configOf({ ...azure(), ...overwrite }), context);
    expect(JSON.stringify(context.notices)).not.toContain(KEY);
  });
});

describe("the state after a create", () => {
  it.each<[Profile, object]>([
    ["published", { status: "unverified", driftVisibility: "none" }],
    ["minimal", { status: "configured", driftVisibility: "partial" }],
    [
      "full",
      {
        status: "configured",
        driftVisibility: "full",
        appliedRevision: "api:1",
        remoteRevision: "api:1",
        updatedAt: timeOf(1),
        updatedBy: ME,
      },
    ],
  ])("%s", async (profile, expected) => {
    const config = configOf({
      ...azure({}, { endpointUrl: `${ENDPOINT}/`, apiKey: OTHER_KEY }),
      ...overwrite,
    });
    const context = createContext(createSigma(profile));
    const { state, problem } = await create(config, context);
    const { credentialFingerprint = "", ...rest } = state;
    expect(problem).toBeUndefined();
    expect(rest).toEqual({
      organizationId: "org-acme",
      aiProvider: "azureOpenai",
      applied: factsOf(config.vendor),
      remote: factsOf(config.vendor),
      ...config.settings,
      ...expected,
    });
    const vendor = await resolveVendor(config.vendor, context.credentials);
    expect(matchesFingerprint(vendor, credentialFingerprint)).toBe(true);
    expect(JSON.stringify(state)).not.toMatch(/sk-/);
  });

  it("has a new salt for every write", async () => {
    const context = createContext();
    const states = [];
    for (const organizationId of ["org-a", "org-b"]) {
      const sigma = Object.assign(createSigma(), { organizationId });
      states.push((await create(configOf(), { ...context, port: sigma.port })).state);
    }
    const [one, two] = states.map(({ credentialFingerprint }) => credentialFingerprint);
    expect(one).not.toBe(two);
  });
});

describe("a create that fails", () => {
  it("sends nothing where a key cannot be read", async () => {
    const sigma = createSigma();
    const config = configOf(openai({}, { fromEnv: "NONE" }));
    expect(await outcomeOf(create(config, createContext(sigma)))).toBe("CREDENTIAL_UNRESOLVED");
    expect(sigma.calls).toEqual([]);
  });

  it.each(["identify", "read", "currentUser", "save"] as const)(
    "in %s passes the error on, and gives the organization back",
    async (method) => {
      const sigma = createSigma();
      if (method === "currentUser") THERE.ours(sigma);
      sigma.failing[method] = new IntegrationError("SAVE_REFUSED", { problem: "no" });
      const context = createContext(sigma);
      expect(await outcomeOf(create(configOf(), context))).toBe("SAVE_REFUSED");
      expect(sigma.calls.at(-1)).toBe(method);
      expect(context.claims.has("org-acme")).toBe(false);
    },
  );
});

describe("two creates of one run", () => {
  it("for one organization: the second is refused before it reads", async () => {
    const sigma = createSigma();
    const context = createContext(sigma);
    await create(configOf(), context);
    sigma.calls.length = 0;
    expect(await outcomeOf(create(configOf(openai(overwrite)), context))).toBe(
      "DUPLICATE_RESOURCE",
    );
    expect(sigma.calls).toEqual(["identify"]);
    expect(context.claims.has("org-acme")).toBe(true);
  });

  it("at the same time: one save", async () => {
    const sigma = createSigma();
    const context = createContext(sigma);
    const both = [create(configOf(), context), create(configOf(), context)];
    expect((await Promise.all(both.map(outcomeOf))).sort()).toEqual(["DUPLICATE_RESOURCE", "done"]);
    expect(sigma.calls.filter((call) => call === "save")).toHaveLength(1);
  });
});

it.each(PROFILES)(
  "a create sends at most three requests, with the operation's signal: %s",
  async (profile) => {
    const sigma = createSigma(profile);
    const context = createContext(sigma);
    await create(configOf(openai(overwrite)), context);
    expect(sigma.calls).toEqual(["identify", "read", "save"]);
    expect(sigma.signals.every((signal) => signal === context.signal)).toBe(true);
  },
);
