import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import { IntegrationError, toIntegrationError } from "../../../provider/integration/errors.ts";
import type { Verdict } from "../../../provider/integration/preflight.ts";
import { update } from "../../../provider/integration/update.ts";
import { createFakeClock, type FakeClock } from "../sigma/support/fake-clock.ts";
import { azure, configOf, openai, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf, planned, type TestContext } from "./support/context.ts";
import { createSigma, type Sigma } from "./support/sigma.ts";

const REFUSAL = new IntegrationError("VALIDATION_FAILED", {
  problem: 'Sigma answered "Failed to validate"',
  requestId: "req-7",
});

const waiting = (validationWait: string, settings: Raw = {}): Raw => ({
  ...azure({ validationWait }),
  ...settings,
});

/** A Sigma that refuses saves, as many as are said, and a clock. `took`: how long each save takes, in milliseconds. */
function refusing(
  times: number,
  { took = 0, error = REFUSAL }: { took?: number; error?: IntegrationError } = {},
): { sigma: Sigma; clock: FakeClock; saves: () => number } {
  const sigma = createSigma();
  const clock = createFakeClock();
  const accepting = { ...sigma.port };
  let saves = 0;
  sigma.port.save = async (vendor, signal) => {
    saves += 1;
    clock.advance(took);
    if (saves <= times) throw error;
    return accepting.save(vendor, signal);
  };
  return { sigma, clock, saves: () => saves };
}

const progress = ({ said }: TestContext): string[] =>
  said().filter((text) => text.includes("trying again"));

describe("a save that Sigma cannot validate", () => {
  it("is not tried again by default", async () => {
    const { sigma, clock, saves } = refusing(1);
    const context = createContext(sigma, { clock });
    expect(await outcomeOf(create(configOf(azure()), context))).toBe("VALIDATION_FAILED");
    expect([saves(), clock.slept, progress(context)]).toEqual([1, [], []]);
  });

  it("is tried again until it is accepted, and says so", async () => {
    const { sigma, clock, saves } = refusing(2);
    const context = createContext(sigma, { clock });
    expect(await outcomeOf(create(configOf(waiting("270s")), context))).toBe("done");
    expect([saves(), clock.slept]).toEqual([3, [30_000, 30_000]]);
    expect(progress(context)).toEqual([
      "Sigma could not validate yet; trying again in 30 s (2 of 10)",
      "Sigma could not validate yet; trying again in 30 s (3 of 10)",
    ]);
    expect(context.notices.find(({ text }) => text.includes("trying again"))).toMatchObject({
      organizationId: "org-acme",
      severity: "info",
    });
  });

  it.each<[wait: string, took: number, saves: number, waited: number]>([
    ["10m", 0, 10, 600_000],
    ["9s", 0, 10, 9000],
    ["5s", 0, 6, 5000],
    ["1s", 0, 2, 1000],
    ["999ms", 0, 1, 0],
    ["0s", 0, 1, 0],
    // A moment that a slow save uses up is left out.
    ["9m", 60_000, 10, 0],
    ["9m", 70_000, 5, 200_000],
    ["1m", 120_000, 1, 0],
    ["1h", 0, 10, 3_600_000],
  ])("within %s, each taking %i ms, is tried %i times", async (wait, took, count, waited) => {
    const { sigma, clock, saves } = refusing(Infinity, { took });
    const context = createContext(sigma, { clock });
    const failure = await create(configOf(waiting(wait)), context).catch(toIntegrationError);
    expect(failure).toMatchObject({ code: "VALIDATION_FAILED" });
    expect(saves()).toBe(count);
    const told = count === 1 ? "" : ` (tried ${count} times)`;
    // A wait that is set is not advised once more.
    const advised =
      wait === "0s" ? "with {azureOpenai.validationWait}" : "run again later or raise";
    expect(failure).toMatchObject({
      details: {
        problem: expect.stringContaining(`"Failed to validate"${told};`),
        advice: expect.stringContaining(advised),
      },
    });
    expect(Math.round(clock.slept.reduce((sum, each) => sum + each, 0))).toBe(waited);
  });

  it.each([
    ["another refusal", new IntegrationError("SAVE_REFUSED", { problem: "no" }), "SAVE_REFUSED"],
    [
      "an unknown outcome",
      new IntegrationError("SAVE_OUTCOME_UNKNOWN", { problem: "lost" }),
      "SAVE_OUTCOME_UNKNOWN",
    ],
    ["throttling", new IntegrationError("THROTTLED", { problem: "slow" }), "THROTTLED"],
  ])("is not confused with %s, which is not tried again", async (_, error, code) => {
    const { sigma, clock, saves } = refusing(1, { error });
    const context = createContext(sigma, { clock });
    expect(await outcomeOf(create(configOf(waiting("10m")), context))).toBe(code);
    expect([saves(), clock.slept]).toEqual([1, []]);
  });

  it("is never sent again after an answer that was lost", async () => {
    const { sigma, clock, saves } = refusing(1);
    sigma.lose = "request";
    const context = createContext(sigma, { clock });
    expect(await outcomeOf(create(configOf(waiting("10m")), context))).toBe("SAVE_OUTCOME_UNKNOWN");
    expect(saves()).toBe(2);
  });

  it("ends with the refusal where the operation ends while it waits", async () => {
    const end = new AbortController();
    const { sigma, saves } = refusing(Infinity);
    const clock = createFakeClock({ onSleep: () => end.abort() });
    const context = createContext(sigma, { clock, signal: end.signal });
    expect(await outcomeOf(create(configOf(waiting("10m")), context))).toBe("VALIDATION_FAILED");
    expect(saves()).toBe(1);
  });

  it("lets the organization go, so that another resource may try", async () => {
    const { sigma, clock } = refusing(1);
    const context = createContext(sigma, { clock });
    await outcomeOf(create(configOf(azure()), context));
    expect(await outcomeOf(create(configOf(azure()), context))).toBe("done");
  });
});

describe("a deployment that the vendor does not know yet", () => {
  const missing: Verdict = {
    verdict: "invalid",
    path: "azureOpenai.languageModel.deploymentId",
    reason: "there is no such deployment",
    passing: true,
  };
  const wrong: Verdict = { verdict: "invalid", path: "azureOpenai.apiKey", reason: "wrong key" };

  function trial(...answers: Verdict[][]) {
    const sigma = createSigma();
    const clock = createFakeClock();
    let asked = 0;
    const probe = async (): Promise<Verdict[]> => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
      asked += 1;
      return answer;
    };
    const context = createContext(sigma, { clock, preflight: { probe } });
    return { sigma, context, asked: () => asked };
  }

  it("is waited for before anything is saved", async () => {
    const { sigma, context, asked } = trial([missing], [missing], []);
    expect(await outcomeOf(create(configOf(waiting("10m")), context))).toBe("done");
    expect([asked(), sigma.calls.filter((call) => call === "save")]).toEqual([3, ["save"]]);
    expect(progress(context)[0]).toMatch(
      /^the vendor does not know what was made a moment ago; trying/,
    );
  });

  it.each<[string, string, Verdict[], number]>([
    ["without a wait", "0s", [missing], 1],
    ["for longer than the wait", "10m", [missing], 10],
    ["beside something that time does not cure", "10m", [missing, wrong], 1],
  ])("%s fails", async (_, wait, verdicts, times) => {
    const { sigma, context, asked } = trial(verdicts);
    expect(await outcomeOf(create(configOf(waiting(wait)), context))).toBe("PREFLIGHT_FAILED");
    expect([asked(), sigma.calls.includes("save")]).toEqual([times, false]);
  });

  it("is said once, however often it is found", async () => {
    const unsure: Verdict = { verdict: "inconclusive", path: "azureOpenai", reason: "a firewall" };
    const { sigma, clock } = refusing(3);
    const context = createContext(sigma, { clock, preflight: { probe: async () => [unsure] } });
    await create(configOf(waiting("10m")), context);
    expect(context.said().filter((text) => text === "{azureOpenai}: a firewall.")).toHaveLength(1);
  });
});

describe("the error says which side failed", () => {
  const verdict = (over: Partial<Verdict>): Verdict => ({
    verdict: "valid",
    path: "azureOpenai.languageModel",
    reason: "it works",
    ...over,
  });
  const az =
    /az cognitiveservices account network-rule add --resource-group GROUP --name acme --ip-address ADDRESS/;

  it.each<[string, Raw, Verdict[], RegExp, RegExp]>([
    [
      "Sigma's, where the vendor accepts the credentials",
      azure(),
      [verdict({})],
      /^Sigma answered "Failed to validate"; tried from here, \{azureOpenai.languageModel\} is valid \(it works\): Azure OpenAI accepts the credentials, and fails them for Sigma alone$/,
      az,
    ],
    [
      "nobody's yet, where it cannot be told",
      azure(),
      [verdict({ verdict: "inconclusive", reason: "a firewall" })],
      /could not be told which side fails: .* is inconclusive \(a firewall\)$/,
      az,
    ],
    [
      "the credentials', where the vendor refuses them",
      { ...azure(), preflight: "warn" },
      [verdict({ verdict: "invalid", reason: "wrong key", advice: "Make another." })],
      /is invalid \(wrong key\): it is the credentials that fail, for everybody$/,
      /^Make another\.$/,
    ],
    [
      "nobody's, where nothing was tried",
      { ...azure(), preflight: "off" },
      [],
      /which side failed is not known: \{preflight\} is "off"/,
      az,
    ],
    [
      "another vendor's",
      openai(),
      [verdict({ path: "openai.apiKey" })],
      /OpenAI accepts the credentials/,
      /^Check at OpenAI that the key may use the models/,
    ],
  ])("%s", async (_, raw, verdicts, problem, advice) => {
    const { sigma, clock } = refusing(1);
    const context = createContext(sigma, { clock, preflight: { probe: async () => verdicts } });
    const { code, details } = await create(configOf(raw), context).then(
      () => toIntegrationError("done"),
      toIntegrationError,
    );
    expect([code, details.requestId]).toEqual(["VALIDATION_FAILED", "req-7"]);
    expect(details.problem).toMatch(problem);
    expect(details.advice).toMatch(advice);
  });

  it("with each account's rule, and a gateway by its host", async () => {
    const { sigma, clock } = refusing(1);
    const context = createContext(sigma, { clock });
    const raw = azure(
      {},
      { endpointUrl: "https://one.services.ai.azure.com/api/projects/p" },
      { endpointUrl: "https://gateway.example/x" },
    );
    await expect(
      create(configOf({ ...raw, preflight: { trustedHosts: ["gateway.example"] } }), context),
    ).rejects.toThrow(
      /firewall of "one": az .* --name one .*each of Sigma's addresses at gateway.example\./,
    );
  });
});

describe("validationWait", () => {
  it("is compared as a length of time, and changes alone send nothing", async () => {
    const sigma = createSigma();
    const state = await add(sigma, waiting("10m"));
    expect(state.validationWait).toBe("10m");
    expect(await planned(waiting("600s"), state)).toEqual([]);
    expect(await planned(waiting("5m"), state)).toEqual([
      "azureOpenai.validationWait: only how the resource is handled changes; nothing is sent to Sigma",
    ]);
    const { state: changed } = await update(state, configOf(waiting("5m")), createContext(sigma));
    expect([changed.validationWait, sigma.calls]).toEqual(["5m", []]);
    const { state: without } = await update(changed, configOf(azure()), createContext(sigma));
    expect([without.validationWait, sigma.calls]).toEqual([undefined, []]);
    expect(await planned(azure(), without)).toEqual([]);
    expect(await planned(waiting("0s"), without)).toEqual([]);
  });

  it("that is none is a fault of its field", () => {
    expect(() => configOf(waiting("soon"))).toThrow(
      'azureOpenai.validationWait: "soon" is no length of time; expected a number with its unit',
    );
    expect(() => configOf(waiting(""))).toThrow("azureOpenai.validationWait: the value is empty");
  });
});
