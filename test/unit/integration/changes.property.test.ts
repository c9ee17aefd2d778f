import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { plan } from "../../../provider/integration/plan.ts";
import { read } from "../../../provider/integration/read.ts";
import { parseState, type IntegrationState } from "../../../provider/integration/state.ts";
import { update } from "../../../provider/integration/update.ts";
import { azureBlock, raw, settings, spelling, vendorBlock } from "./support/arbitraries.ts";
import { configOf, type Raw } from "./support/configs.ts";
import { add, createContext, planned } from "./support/context.ts";
import { createSigma, PROFILES, type Sigma } from "./support/sigma.ts";

const profile = fc.constantFrom(...PROFILES);

/** What an engine records: JSON. */
function recorded(state: IntegrationState): IntegrationState {
  return parseState(JSON.parse(JSON.stringify(state)));
}

async function refreshed(sigma: Sigma, state: IntegrationState): Promise<IntegrationState> {
  const live = await read(state, createContext(sigma));
  if (live === undefined) throw new Error("Sigma has no integration");
  return recorded(live);
}

describe("after every apply, in every profile, the next plan is empty", () => {
  it("after an Add, with and without a refresh", async () => {
    const property = fc.asyncProperty(profile, raw, async (name, given) => {
      const sigma = createSigma(name);
      const state = recorded(await add(sigma, given));
      expect(await planned(given, state)).toEqual([]);
      const live = await refreshed(sigma, state);
      expect(await planned(given, live)).toEqual([]);
      expect(await planned(given, await refreshed(sigma, live))).toEqual([]);
    });
    await fc.assert(property);
  });

  it("after an Edit, with and without a refresh before and after", async () => {
    const edit = fc
      .tuple(vendorBlock, settings)
      .map(([block, rest]): Raw => ({ ...block, ...rest }));
    const property = fc.asyncProperty(
      profile,
      edit,
      edit,
      fc.boolean(),
      async (name, one, two, refresh) => {
        const sigma = createSigma(name);
        const added = recorded(await add(sigma, one));
        const before = refresh ? await refreshed(sigma, added) : added;
        const { state, problem } = await update(before, configOf(two), createContext(sigma));
        expect(problem).toBeUndefined();
        const edited = recorded(state);
        expect(await planned(two, edited)).toEqual([]);
        expect(await planned(two, await refreshed(sigma, edited))).toEqual([]);
      },
    );
    await fc.assert(property);
  });

  it("whatever an outside change was corrected", async () => {
    const vendor = fc.constantFrom("openai", "azureOpenai", "gemini", "bedrock");
    const property = fc.asyncProperty(profile, vendorBlock, vendor, async (name, given, other) => {
      const sigma = createSigma(name);
      const state = recorded(await add(sigma, given));
      sigma.edit({ aiProvider: other });
      const seen = await refreshed(sigma, state);
      const { state: after } = await update(seen, configOf(given), createContext(sigma));
      expect(await planned(given, await refreshed(sigma, recorded(after)))).toEqual([]);
    });
    await fc.assert(property);
  });
});

describe("another spelling of the same configuration is no change", () => {
  it("of an endpoint", async () => {
    const property = fc.asyncProperty(profile, azureBlock, spelling, async (name, given, spell) => {
      const state = await add(createSigma(name), given);
      expect(await planned(respelled(given, spell), state)).toEqual([]);
    });
    await fc.assert(property);
  });

  it("given once or for each model", async () => {
    const property = fc.asyncProperty(azureBlock, async (given) => {
      const state = await add(createSigma(), given);
      const config = configOf(given);
      expect(config.vendor.name).toBe("azureOpenai");
      expect(await planned(spreadOut(given), state)).toEqual([]);
    });
    await fc.assert(property);
  });
});

describe("a plan", () => {
  it("says the same however often and with whichever state a refresh asks", async () => {
    const property = fc.asyncProperty(raw, raw, async (one, two) => {
      // A refresh asks with the live state as the old and the recorded inputs as the new side.
      const sigma = createSigma();
      const state = Object.freeze(await add(sigma, one));
      const config = configOf(two);
      const { claims, ...context } = createContext(sigma);
      const first = await plan(config, state, context);
      expect(await plan(config, state, context)).toEqual(first);
      expect(await plan(configOf(one), state, context)).toEqual([]);
      expect(sigma.calls).toEqual([]);
    });
    await fc.assert(property);
  });
});

function respelled(given: Raw, spell: (url: string) => string): Raw {
  return JSON.parse(JSON.stringify(given), (name, value: unknown) =>
    name === "endpointUrl" && typeof value === "string" ? spell(value) : value,
  );
}

/** Writes what was given once for both models at each of them. */
function spreadOut(given: Raw): Raw {
  const { endpointUrl, apiKey, languageModel, embeddingModel } = Object(given["azureOpenai"]);
  const once = JSON.parse(JSON.stringify({ endpointUrl, apiKey }));
  return {
    azureOpenai: {
      languageModel: { ...once, ...languageModel },
      embeddingModel: { ...once, ...embeddingModel },
    },
  };
}
