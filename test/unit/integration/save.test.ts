import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import type { Context } from "../../../provider/integration/context.ts";
import { plan } from "../../../provider/integration/plan.ts";
import type { VendorFacts } from "../../../provider/integration/port.ts";
import type { Preflight, Verdict } from "../../../provider/integration/preflight.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { read } from "../../../provider/integration/read.ts";
import { remove } from "../../../provider/integration/remove.ts";
import { update } from "../../../provider/integration/update.ts";
import { azure, configOf, KEY, openai, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf, planned } from "./support/context.ts";
import { createSigma } from "./support/sigma.ts";

/** A preflight that answers with verdicts, and remembers how it was asked. */
function preflightOf(verdicts: Verdict[]): Preflight & { asked: Parameters<Preflight["probe"]>[] } {
  const asked: Parameters<Preflight["probe"]>[] = [];
  return {
    asked,
    probe: async (...given) => {
      asked.push(given);
      return verdicts;
    },
  };
}

const path = "openai.apiKey";
const valid: Verdict = { verdict: "valid", path, reason: "it works" };
const invalid: Verdict = {
  verdict: "invalid",
  path,
  reason: "the vendor refuses the key",
  advice: "Make another.",
};
const unsure: Verdict = { verdict: "inconclusive", path, reason: "a firewall is in the way" };

describe("preflight, directly before a save", () => {
  const refusal = "{openai.apiKey}: the vendor refuses the key. Make another.";
  const doubt = "{openai.apiKey}: a firewall is in the way.";
  it.each<[string, unknown, Verdict[], string, string[]]>([
    ["enforce", "enforce", [valid], "done", []],
    ["enforce", "enforce", [], "done", []],
    ["enforce", "enforce", [invalid], "PREFLIGHT_FAILED", []],
    ["enforce", "enforce", [unsure, invalid], "PREFLIGHT_FAILED", []],
    ["enforce", "enforce", [unsure], "done", [doubt]],
    ["enforce in a block", { mode: "enforce" }, [invalid], "PREFLIGHT_FAILED", []],
    ["warn", "warn", [valid], "done", []],
    ["warn", "warn", [invalid, unsure], "done", [refusal, doubt]],
    ["off", "off", [invalid], "done", []],
  ])("%s %j %j: %s", async (_, mode, verdicts, outcome, warnings) => {
    const sigma = createSigma();
    const context = createContext(sigma, { preflight: preflightOf(verdicts) });
    expect(await outcomeOf(create(configOf(openai({ preflight: mode })), context))).toBe(outcome);
    expect(sigma.calls.includes("save")).toBe(outcome === "done");
    const said = context.notices.filter(({ severity }) => severity === "warning");
    expect(said.map(({ text }) => text)).toEqual(warnings);
  });

  it("names the field, what was found and what to do", async () => {
    const context = createContext(createSigma(), { preflight: preflightOf([invalid]) });
    await expect(create(configOf(), context)).rejects.toThrow(
      "openai.apiKey: the vendor refuses the key. Make another. [PREFLIGHT_FAILED]",
    );
  });

  it("gets the keys, the settings and the operation's signal", async () => {
    const preflight = preflightOf([]);
    const context = createContext(createSigma(), { preflight });
    const settings = { trustedHosts: ["a"], allowUnverifiedModels: true };
    await create(configOf({ ...azure(), preflight: settings }), context);
    const [[vendor, given, signal] = []] = preflight.asked;
    expect(vendor?.name === "azureOpenai" && vendor.embeddingModel.apiKey.reveal()).toBe(KEY);
    expect(given).toEqual({ mode: "enforce", ...settings });
    expect(signal).toBe(context.signal);
  });

  it("that fails itself stops the save", async () => {
    const sigma = createSigma();
    const probe = async (): Promise<Verdict[]> =>
      await Promise.reject(new IntegrationError("CANCELLED", { problem: "stopped" }));
    const context = createContext(sigma, { preflight: { probe } });
    expect(await outcomeOf(create(configOf(), context))).toBe("CANCELLED");
    expect(sigma.calls).toEqual(["identify", "read"]);
  });

  it("never runs in a plan, a refresh, a removal or a change of settings", async () => {
    const preflight = preflightOf([invalid]);
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const context: Context = createContext(sigma, { preflight });
    await plan(configOf(openai({}, "another-key")), state, createContext(sigma, { preflight }));
    await read(state, context);
    await update(state, configOf(openai({ removal: "retain" })), context);
    await remove(state, createContext(sigma, { preflight }));
    expect(preflight.asked).toEqual([]);
  });
});

describe("a save that Sigma accepts and reports differently", () => {
  const other: VendorFacts = { aiProvider: "gemini" };
  const azureOther: VendorFacts = {
    aiProvider: "azureOpenai",
    languageModel: { deploymentId: "other" },
    embeddingModel: { endpointUrl: "https://other.openai.azure.com" },
  };
  it.each<[string, Raw, VendorFacts, string]>([
    ["another vendor", openai(), other, "reports another aiProvider than was sent"],
    [
      "other fields",
      azure(),
      azureOther,
      "another languageModel.deploymentId and embeddingModel.endpointUrl than was sent",
    ],
  ])("is recorded, and fails the apply: %s", async (_, raw, stored, problem) => {
    const sigma = createSigma();
    sigma.storeInstead = stored;
    const applied = await create(configOf(raw), createContext(sigma));
    expect(applied.problem).toMatchObject({ code: "SAVED_DIFFERENTLY" });
    expect(applied.problem?.message).toContain(
      `Sigma accepted the save for org-acme and ${problem.replace(/^another/, "reports another")}`,
    );
    expect(applied.state).toMatchObject({
      organizationId: "org-acme",
      aiProvider: stored.aiProvider,
    });
    expect(applied.state.credentialFingerprint).toBeDefined();

    // The next run tries again.
    expect(await planned(raw, applied.state)).not.toEqual([]);
    sigma.storeInstead = undefined;
    const again = await update(applied.state, configOf(raw), createContext(sigma));
    expect(again.problem).toBeUndefined();
    expect(await planned(raw, again.state)).toEqual([]);
  });

  it("is not seen where Sigma spells an endpoint differently", async () => {
    const sigma = createSigma();
    const endpointUrl = "https://ACME.openai.azure.com/";
    sigma.storeInstead = { aiProvider: "azureOpenai", languageModel: { endpointUrl } };
    expect((await create(configOf(azure()), createContext(sigma))).problem).toBeUndefined();
  });
});
