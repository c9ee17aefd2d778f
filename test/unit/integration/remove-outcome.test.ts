import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import type { Observation, RemoveOutcome, SigmaPort } from "../../../provider/integration/port.ts";
import { remove } from "../../../provider/integration/remove.ts";
import { openai } from "./support/configs.ts";
import { add, createContext, outcomeOf } from "./support/context.ts";
import { createSigma, type Loss, type Profile } from "./support/sigma.ts";

const confirmed = ["identify", "read", "remove", "read"];

describe("a removal whose answer was lost", () => {
  it.each<[string, Loss, Profile, string]>([
    ["happened", "answer", "full", "done"],
    ["happened", "answer", "minimal", "done"],
    ["never arrived", "request", "full", "REMOVE_OUTCOME_UNKNOWN"],
  ])("that %s: %s, %s, %s", async (_, lose, profile, outcome) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai());
    sigma.lose = lose;
    const context = createContext(sigma);
    expect(await outcomeOf(remove(state, context))).toBe(outcome);
    expect(sigma.calls).toEqual(confirmed);
    expect(context.notices).toHaveLength(outcome === "done" ? 1 : 0);
  });
});

describe("success is said only of a removal that was understood and, where it can be read, confirmed", () => {
  const present: Observation = { kind: "present", report: { facts: { aiProvider: "openai" } } };
  const unknown: Observation = { kind: "unknown", reason: "no read" };
  const lost: RemoveOutcome = { kind: "ambiguous", reason: "timeout" };
  const removed: RemoveOutcome = { kind: "removed" };
  const broken = new IntegrationError("SIGMA_UNAVAILABLE", { problem: "Sigma answered 503" });

  it.each<[string, Observation, RemoveOutcome, Observation | Error, string | undefined]>([
    ["accepted, and gone", present, removed, { kind: "absent" }, undefined],
    ["accepted, and cannot be read", unknown, removed, unknown, undefined],
    [
      "accepted, and still there",
      present,
      removed,
      present,
      'Sigma accepted it, but Sigma still reports "openai"',
    ],
    [
      "accepted, and not to be read any more",
      present,
      removed,
      unknown,
      "Sigma accepted it, but it cannot be read back",
    ],
    [
      "accepted, and the read fails",
      present,
      removed,
      broken,
      "Sigma accepted it, but the read that followed failed: Sigma answered 503",
    ],
    ["lost, and gone", present, lost, { kind: "absent" }, undefined],
    [
      "lost, and still there",
      present,
      lost,
      present,
      'its answer was lost (timeout), but Sigma still reports "openai"',
    ],
    [
      "lost, and cannot be read",
      unknown,
      lost,
      unknown,
      "its answer was lost (timeout), but it cannot be read back",
    ],
    [
      "lost, and the read fails",
      present,
      lost,
      broken,
      "its answer was lost (timeout), but the read that followed failed: Sigma answered 503",
    ],
  ])("%s", async (_, before, outcome, after, problem) => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const answers = [before, after];
    const port: SigmaPort = {
      ...sigma.port,
      read: async () => {
        const answer = answers.shift();
        if (answer === undefined || answer instanceof Error)
          throw answer ?? new Error("a third read");
        return await Promise.resolve(answer);
      },
      remove: async () => await Promise.resolve(outcome),
    };
    const operation = remove(state, createContext({ port }));
    if (problem === undefined) return await operation;
    await expect(operation).rejects.toMatchObject({ code: "REMOVE_OUTCOME_UNKNOWN" });
    await expect(operation).rejects.toThrow(`the removal for org-acme was sent, ${problem}`);
  });

  it("and otherwise the user is told", async () => {
    const sigma = createSigma("published");
    const state = await add(sigma, openai());
    const port = { ...sigma.port, remove: async () => await Promise.resolve(removed) };
    const context = createContext({ port });
    await remove(state, context);
    expect(context.said()).toContain(
      "Sigma accepted the removal; whether AI is off now cannot be read back",
    );
  });

  it("an error of the removal passes through", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    sigma.failing.remove = new IntegrationError("REMOVE_UNSUPPORTED", { problem: "no such route" });
    const context = createContext(sigma);
    expect(await outcomeOf(remove(state, context))).toBe("REMOVE_UNSUPPORTED");
    expect(context.notices).toEqual([]);
  });

  it("the read that confirms has a time of its own", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const grace = new AbortController().signal;
    const context = createContext(sigma, { graceSignal: () => grace });
    await remove(state, context);
    expect(sigma.signals.map((signal) => signal === grace)).toEqual([false, false, false, true]);
    expect(sigma.signals[0]).toBe(context.signal);
  });
});
