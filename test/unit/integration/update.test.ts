import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { read } from "../../../provider/integration/read.ts";
import { update } from "../../../provider/integration/update.ts";
import {
  azure,
  configOf,
  KEY,
  openai,
  OTHER_KEY,
  VENDOR_BLOCKS,
  type Raw,
} from "./support/configs.ts";
import { add, createContext, outcomeOf, planned } from "./support/context.ts";
import { createSigma, PROFILES } from "./support/sigma.ts";

describe("an Edit is one save in place", () => {
  const table = PROFILES.flatMap((profile) =>
    Object.entries(VENDOR_BLOCKS).map(([name, raw]) => [profile, name, raw] as const),
  );
  it.each(table)("%s: to %s", async (profile, name, raw) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai({}, OTHER_KEY));
    const { state: after, problem } = await update(state, configOf(raw), createContext(sigma));
    expect(problem).toBeUndefined();
    expect(sigma.calls).toEqual(["identify", "read", "save"]);
    expect(sigma.integration).toMatchObject({ facts: { aiProvider: name } });
    expect(new Set(sigma.integration?.keys)).toEqual(new Set([KEY]));
    expect(after.aiProvider).toBe(name);
    expect(after.credentialFingerprint).not.toBe(state.credentialFingerprint);
  });

  it("of one deployment, with the key that is there already", async () => {
    const sigma = createSigma();
    const state = await add(sigma, azure());
    const raw = azure({}, { deploymentId: "new" });
    await update(state, configOf(raw), createContext(sigma));
    expect(sigma.integration).toMatchObject({
      facts: { languageModel: { deploymentId: "new" } },
      keys: [KEY, KEY],
    });
  });

  it("of a key behind a reference", async () => {
    const sigma = createSigma();
    const raw = openai({}, { fromEnv: "A" });
    const state = await add(sigma, raw, createContext(sigma, {}, { env: { A: KEY } }));
    const context = createContext(sigma, {}, { env: { A: OTHER_KEY } });
    await update(state, configOf(raw), context);
    expect(sigma.integration?.keys).toEqual([OTHER_KEY]);
    expect(context.said()).toContain("{openai.apiKey}: the key is not the one that was last saved");
  });

  it("says that prompts go to another company", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const context = createContext(sigma);
    await update(state, configOf(VENDOR_BLOCKS.gemini), context);
    expect(context.notices).toContainEqual({
      organizationId: "org-acme",
      severity: "warning",
      title: "Prompts go to another company",
      seenIn: "plan",
      text: "the vendor changes from OpenAI to Gemini: once that is saved, all prompts of the organization are sent to Google; Sigma has not published whether its indexed data sources stay",
    });
  });
});

describe("nothing is sent", () => {
  const reference = openai({}, { fromEnv: "NONE" });
  it.each<[string, Raw]>([
    ["where nothing changed", reference],
    ["for existing", { ...reference, existing: "overwrite" }],
    ["for preflight", { ...reference, preflight: { trustedHosts: ["a"] } }],
    ["for removal", { ...reference, removal: "retain" }],
    ["for credentialDrift", { ...reference, credentialDrift: "stop" }],
    ["for the guard", { ...reference, expectedOrganizationId: "org-acme" }],
  ])("%s, and not even a key is needed", async (_, raw) => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const config = configOf(raw);
    const { state: after } = await update(state, config, createContext(sigma));
    expect(sigma.calls).toEqual([]);
    expect(after).toEqual({ ...state, ...config.settings });
    expect(await planned(raw, after)).toEqual([]);
  });

  it("where a key cannot be read, and something else changed", async () => {
    const sigma = createSigma();
    const state = await add(sigma, azure());
    const config = configOf(azure({ apiKey: { fromEnv: "NONE" } }, { deploymentId: "new" }));
    const outcome = await outcomeOf(update(state, config, createContext(sigma)));
    expect(outcome).toBe("CREDENTIAL_UNRESOLVED");
    expect(sigma.calls).toEqual([]);
  });
});

describe("a key that was changed outside, after a refresh", () => {
  it.each<[string, string, string[]]>([
    ["correct", "done", ["identify", "read", "save"]],
    ["ignore", "done", []],
    ["stop", "CHANGED_OUTSIDE", ["identify", "read"]],
  ])("credentialDrift %s: %s", async (credentialDrift, outcome, calls) => {
    const raw = openai({ credentialDrift });
    const sigma = createSigma();
    const state = await add(sigma, raw);
    sigma.edit({ aiProvider: "openai" });
    const live = (await read(state, createContext(sigma))) ?? state;
    sigma.calls.length = 0;
    const context = createContext(sigma);
    expect(await outcomeOf(update(live, configOf(raw), context))).toBe(outcome);
    expect(sigma.calls).toEqual(calls);
    expect(sigma.integration?.keys).toEqual([calls.includes("save") ? KEY : "a-key-set-by-hand"]);
    expect(context.claims.has("org-acme")).toBe(calls.includes("save"));
  });
});

describe("an update that fails", () => {
  it.each(["identify", "read", "save"] as const)(
    "in %s passes the error on, and gives the organization back",
    async (method) => {
      const sigma = createSigma();
      const state = await add(sigma, openai());
      const before = sigma.integration;
      sigma.failing[method] = new IntegrationError("DEADLINE_EXCEEDED", { problem: "too slow" });
      const context = createContext(sigma);
      const outcome = await outcomeOf(update(state, configOf(openai({}, OTHER_KEY)), context));
      expect(outcome).toBe("DEADLINE_EXCEEDED");
      expect(sigma.calls.at(-1)).toBe(method);
      expect(sigma.integration).toBe(before);
      expect(context.claims.has("org-acme")).toBe(false);
    },
  );
});

it("a second resource of one run is refused before it reads", async () => {
  const sigma = createSigma();
  const state = await add(sigma, openai());
  const context = createContext(sigma);
  await update(state, configOf(openai({}, OTHER_KEY)), context);
  sigma.calls.length = 0;
  const gemini = configOf(VENDOR_BLOCKS.gemini);
  expect(await outcomeOf(update(state, gemini, context))).toBe("DUPLICATE_RESOURCE");
  expect(await outcomeOf(create(gemini, context))).toBe("DUPLICATE_RESOURCE");
  expect(sigma.calls).toEqual(["identify"]);
  expect(sigma.integration?.keys).toEqual([OTHER_KEY]);
});

it("an update passes the operation's signal to every request", async () => {
  const sigma = createSigma();
  const state = await add(sigma, openai());
  const context = createContext(sigma);
  await update(state, configOf(openai({}, OTHER_KEY)), context);
  expect(sigma.signals).toHaveLength(3);
  expect(sigma.signals.every((signal) => signal === context.signal)).toBe(true);
});
