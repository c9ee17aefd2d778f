import { describe, expect, it } from "@jest/globals";
import { outsideChange } from "../../../provider/integration/outside-change.ts";
import { update } from "../../../provider/integration/update.ts";
import { azure, configOf, ENDPOINT, KEY, openai, OTHER_KEY, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf } from "./support/context.ts";
import { createSigma, timeOf, type Profile, type Sigma } from "./support/sigma.ts";
import { stateOf } from "./support/state.ts";

const theirs = {
  aiProvider: "azureOpenai",
  languageModel: { deploymentId: "theirs", endpointUrl: ENDPOINT },
  embeddingModel: { deploymentId: "embed", endpointUrl: `${ENDPOINT}/` },
};
const by = `, by user-ada at ${timeOf(2)}`;

/** What somebody does outside after an Add of `azure()`, and what an update sees of it. */
const TABLE: [Profile, string, (sigma: Sigma) => void, string | undefined][] = [
  ["published", "another vendor", (sigma) => sigma.edit({ aiProvider: "gemini" }), undefined],
  ["published", "a removal", (sigma) => void (sigma.integration = undefined), undefined],
  [
    "minimal",
    "another vendor",
    (sigma) => sigma.edit({ aiProvider: "gemini" }),
    'Sigma reports the vendor "gemini", last applied "azureOpenai"',
  ],
  ["minimal", "another deployment", (sigma) => sigma.edit(theirs), undefined],
  [
    "minimal",
    "a removal",
    (sigma) => void (sigma.integration = undefined),
    "the integration was removed outside",
  ],
  [
    "full",
    "another vendor",
    (sigma) => sigma.edit({ aiProvider: "gemini" }),
    `Sigma reports the vendor "gemini", last applied "azureOpenai"${by}`,
  ],
  [
    "full",
    "another deployment",
    (sigma) => sigma.edit(theirs),
    `{languageModel.deploymentId} changed outside${by}`,
  ],
  [
    "full",
    "another key",
    (sigma) => sigma.edit(sigma.integration?.facts ?? theirs),
    `revision api:2, last applied api:1${by}`,
  ],
  [
    "full",
    "a removal",
    (sigma) => void (sigma.integration = undefined),
    "the integration was removed outside",
  ],
  ["full", "nothing", () => {}, undefined],
];

/** An update of another key, without a refresh before it. */
async function rotateAfter(
  profile: Profile,
  happens: (sigma: Sigma) => void,
  settings: Raw,
): Promise<{ sigma: Sigma; outcome: string; said: string[] }> {
  const sigma = createSigma(profile);
  const state = await add(sigma, { ...azure(), ...settings });
  happens(sigma);
  const context = createContext(sigma);
  const config = configOf({ ...azure({ apiKey: OTHER_KEY }), ...settings });
  const outcome = await outcomeOf(update(state, config, context));
  return { sigma, outcome, said: context.said() };
}

describe("what is seen directly before a save is overwritten, but never silently", () => {
  it.each(TABLE)("%s: %s", async (profile, _, happens, seen) => {
    const { sigma, outcome, said } = await rotateAfter(profile, happens, {});
    expect(outcome).toBe("done");
    expect(sigma.integration?.keys).toEqual([OTHER_KEY, OTHER_KEY]);
    const warnings = said.filter((text) => text.startsWith("a change made outside"));
    expect(warnings).toEqual(
      seen === undefined ? [] : [`a change made outside is overwritten: ${seen}`],
    );
  });
});

describe("with credentialDrift stop it fails the apply, and nothing is saved", () => {
  it.each(TABLE)("%s: %s", async (profile, _, happens, seen) => {
    const { sigma, outcome } = await rotateAfter(profile, happens, { credentialDrift: "stop" });
    expect(outcome).toBe(seen === undefined ? "done" : "CHANGED_OUTSIDE");
    expect(sigma.calls.includes("save")).toBe(seen === undefined);
  });

  it("and says who, when, and what to do", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai({ credentialDrift: "stop" }));
    sigma.edit({ aiProvider: "gemini" });
    const config = configOf(openai({ credentialDrift: "stop" }, OTHER_KEY));
    const failure = update(state, config, createContext(sigma));
    await expect(failure).rejects.toThrow(
      `the integration of org-acme was changed outside: Sigma reports the vendor "gemini", last applied "openai"${by}. Find out why. To go on all the same set credentialDrift to "correct" and apply.`,
    );
    await expect(failure).rejects.not.toThrow(KEY);
  });
});

describe("with credentialDrift ignore only a key is left alone", () => {
  it("and a change of something else still saves, with the configured key", async () => {
    const sigma = createSigma();
    const state = await add(sigma, azure());
    sigma.edit(sigma.integration?.facts ?? theirs);
    const raw = { ...azure({}, { deploymentId: "new" }), credentialDrift: "ignore" };
    const context = createContext(sigma);
    await update(state, configOf(raw), context);
    expect(sigma.integration?.keys).toEqual([KEY, KEY]);
    expect(context.said().join("\n")).toContain(
      "a change made outside is overwritten: revision api:2",
    );
  });
});

describe("outsideChange", () => {
  it.each<[string, Parameters<typeof stateOf>[1], string | undefined]>([
    ["nothing", {}, undefined],
    ["revisions of two sources", { appliedRevision: "portal:1" }, undefined],
    [
      "an endpoint spelled differently",
      { remote: { aiProvider: "azureOpenai", languageModel: { endpointUrl: `${ENDPOINT}/` } } },
      undefined,
    ],
    [
      "two fields",
      { remote: { ...theirs, embeddingModel: { deploymentId: "other" } } },
      "{languageModel.deploymentId} and {embeddingModel.deploymentId} changed outside",
    ],
    [
      "a revision, by nobody known",
      { remoteRevision: "api:8" },
      "revision api:8, last applied api:7",
    ],
  ])("sees %s", (_, overrides, expected) => {
    expect(outsideChange(stateOf(azure(), overrides))).toBe(expected);
  });

  it("sees nothing in a state that has neither", () => {
    const { applied, remote, appliedRevision, remoteRevision, ...rest } = stateOf(azure());
    expect(outsideChange(rest)).toBeUndefined();
  });
});
