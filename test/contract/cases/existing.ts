import type { Profile, Simulator } from "../../../simulator/index.ts";
import { KEYS, openai } from "../configs.ts";
import type { LifecycleCase, Step } from "../lifecycle.ts";

const overwriting = { ...openai, existing: "overwrite" };

const byHand = {
  none: () => undefined,
  "the same vendor": (simulator: Simulator) =>
    simulator.saveOutside("org-acme", { config: { provider: "openAI", apiKey: KEYS.openai[1] } }),
  "another vendor": (simulator: Simulator) =>
    simulator.saveOutside("org-acme", { config: { provider: "gemini", apiKey: KEYS.gemini[0] } }),
};

type Existing = keyof typeof byHand;

const there = { none: null, "the same vendor": "openAI", "another vendor": "gemini" } as const;

/** A first create where something is configured already, or may be, in every profile. */
export const existingCases: LifecycleCase[] = (["published", "minimal", "full"] as const).flatMap(
  (profile) =>
    (["none", "the same vendor", "another vendor"] as const).map((existing) =>
      existingCase(profile, existing),
    ),
);

function existingCase(profile: Profile, existing: Existing): LifecycleCase {
  return {
    name: `create in ${profile} where ${existing === "none" ? "nothing" : `${existing} by hand`} is there`,
    profile,
    steps: [{ world: byHand[existing] }, ...firstCreate(profile, existing)],
  };
}

function firstCreate(profile: Profile, existing: Existing): Step[] {
  if (profile !== "published" && existing === "none") {
    return [{ apply: openai, requests: "token whoami read save", sigma: "openAI" }];
  }
  return [
    {
      apply: openai,
      fails: profile === "published" ? "EXISTENCE_UNKNOWN" : "ALREADY_CONFIGURED",
      requests: "token whoami read",
      recorded: false,
      sigma: there[existing],
    },
    {
      apply: overwriting,
      requests: "token whoami read save",
      says: [/^org-acme: warning: .*(?:it|whatever is there) is overwritten/],
      sigma: "openAI",
    },
  ];
}
