import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import { factsOf } from "../../../provider/integration/facts.ts";
import { azure, configOf, KEY, openai, type Raw } from "./support/configs.ts";
import { createContext, outcomeOf } from "./support/context.ts";
import { createSigma, ME, THERE, timeOf, type Profile } from "./support/sigma.ts";

const overwrite = { existing: "overwrite" };

describe("create where something may be", () => {
  const saved = ["identify", "read", "save"];
  const looked = ["identify", "read"];
  const asked = ["identify", "read", "currentUser"];
  it.each<[Profile, keyof typeof THERE, Raw, string, string[]]>([
    ["published", "nothing", {}, "EXISTENCE_UNKNOWN", looked],
    ["published", "theirs", {}, "EXISTENCE_UNKNOWN", looked],
    ["published", "another", {}, "EXISTENCE_UNKNOWN", looked],
    ["published", "ours", {}, "EXISTENCE_UNKNOWN", looked],
    ["published", "nothing", overwrite, "done", saved],
    ["published", "another", overwrite, "done", saved],
    ["minimal", "nothing", {}, "done", saved],
    ["minimal", "theirs", {}, "ALREADY_CONFIGURED", asked],
    ["minimal", "another", {}, "ALREADY_CONFIGURED", asked],
    ["minimal", "ours", {}, "ALREADY_CONFIGURED", asked],
    ["minimal", "theirs", overwrite, "done", saved],
    ["minimal", "another", overwrite, "done", saved],
    ["full", "nothing", {}, "done", saved],
    ["full", "theirs", {}, "ALREADY_CONFIGURED", asked],
    ["full", "another", {}, "ALREADY_CONFIGURED", asked],
    ["full", "ours", {}, "done", [...asked, "save"]],
    ["full", "theirs", overwrite, "done", saved],
    ["full", "another", overwrite, "done", saved],
  ])("%s, %s, %j: %s", async (profile, there, settings, outcome, calls) => {
    const sigma = createSigma(profile);
    THERE[there](sigma);
    const before = sigma.integration;
    expect(await outcomeOf(create(configOf(openai(settings)), createContext(sigma)))).toBe(outcome);
    expect(sigma.calls).toEqual(calls);
    const after = { facts: { aiProvider: "openai" }, keys: [KEY], updatedBy: ME };
    expect(sigma.integration).toEqual(outcome === "done" ? after : before);
  });

  it("does not take our own user's integration of another form for a create that was cut off", async () => {
    const sigma = createSigma();
    sigma.edit(factsOf(configOf(azure({}, { deploymentId: "old" })).vendor), ME);
    const outcome = await outcomeOf(create(configOf(azure()), createContext(sigma)));
    expect(outcome).toBe("ALREADY_CONFIGURED");
  });

  it.each<Profile>(["minimal", "full"])(
    "takes nothing for ours where Sigma does not tell who we are: %s",
    async (profile) => {
      const sigma = createSigma(profile);
      THERE.ours(sigma);
      const port = { ...sigma.port, currentUser: async () => await Promise.resolve(undefined) };
      const outcome = await outcomeOf(create(configOf(), createContext({ port })));
      expect(outcome).toBe("ALREADY_CONFIGURED");
    },
  );

  it.each<[Profile, string[]]>([
    [
      "published",
      [
        "whether an AI provider is configured cannot be told: there is no read",
        "Look at Administration > AI settings.",
        'set existing to "overwrite"',
      ],
    ],
    [
      "full",
      [
        `"gemini" is configured already, by user-ada at ${timeOf(1)}`,
        "import it",
        'set existing to "overwrite"',
        "is lost",
      ],
    ],
  ])("says what to do in %s", async (profile, texts) => {
    const sigma = createSigma(profile);
    THERE.another(sigma);
    const failure = create(configOf(), createContext(sigma));
    for (const text of texts) await expect(failure).rejects.toThrow(text);
    await expect(failure).rejects.toThrow("the organization org-acme: ");
  });
});

describe("what is overwritten is said", () => {
  it.each<[Profile, keyof typeof THERE, Raw, string]>([
    [
      "published",
      "nothing",
      overwrite,
      "whether an AI provider is configured cannot be told: there is no read; whatever is there is overwritten",
    ],
    ["minimal", "another", overwrite, '"gemini" is configured already; it is overwritten'],
    [
      "full",
      "theirs",
      overwrite,
      `"openai" is configured already, by user-ada at ${timeOf(1)}; it is overwritten`,
    ],
    [
      "full",
      "ours",
      {},
      `"openai" is configured already, by user-me at ${timeOf(1)}, saved by these credentials' own user as asked for: a create that was cut off is completed`,
    ],
  ])("%s, %s", async (profile, there, settings, text) => {
    const sigma = createSigma(profile);
    THERE[there](sigma);
    const context = createContext(sigma);
    await create(configOf(openai(settings)), context);
    expect(context.notices[0]).toMatchObject({ severity: "warning", text });
  });
});
