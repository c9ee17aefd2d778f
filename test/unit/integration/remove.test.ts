import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import { read } from "../../../provider/integration/read.ts";
import { remove } from "../../../provider/integration/remove.ts";
import { parseState } from "../../../provider/integration/state.ts";
import { configOf, openai, VENDOR_BLOCKS, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf } from "./support/context.ts";
import { createSigma, ME, timeOf, type Profile, type Sigma } from "./support/sigma.ts";

const confirmed = ["identify", "read", "remove", "read"];
const asked = ["identify", "read", "currentUser", "remove", "read"];
const attempted = ["identify", "read", "remove"];
const looked = ["identify", "read"];
const gone = (sigma: Sigma): void => void (sigma.integration = undefined);
const nothing = (): void => {};
const theirs = (sigma: Sigma): void => sigma.edit({ aiProvider: "gemini" });

describe("remove", () => {
  it.each<[string, Profile, Raw, (sigma: Sigma) => void, string, string[]]>([
    ["takes it away", "full", {}, nothing, "done", confirmed],
    ["takes it away", "minimal", {}, nothing, "done", confirmed],
    [
      "is refused where Sigma publishes no way",
      "published",
      {},
      nothing,
      "ASSUMED_REMOVE_REFUSED",
      attempted,
    ],
    ["has nothing to do where it is gone", "full", {}, gone, "done", looked],
    ["has nothing to do where it is gone", "minimal", {}, gone, "done", looked],
    [
      "does not take what cannot be read for gone",
      "published",
      {},
      gone,
      "ASSUMED_REMOVE_REFUSED",
      attempted,
    ],
    ["sends nothing with retain", "full", { removal: "retain" }, nothing, "done", []],
    ["sends nothing with retain", "published", { removal: "retain" }, nothing, "done", []],
    ["takes away what was changed outside", "full", {}, theirs, "done", asked],
    [
      "leaves alone what was changed outside with stop",
      "full",
      { credentialDrift: "stop" },
      theirs,
      "CHANGED_OUTSIDE",
      looked,
    ],
    [
      "has nothing to stop at where it is gone",
      "full",
      { credentialDrift: "stop" },
      gone,
      "done",
      looked,
    ],
    [
      "goes on with stop where nothing changed",
      "full",
      { credentialDrift: "stop" },
      nothing,
      "done",
      confirmed,
    ],
  ])("%s: %s %j", async (_, profile, settings, happens, outcome, calls) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai(settings));
    happens(sigma);
    const before = sigma.integration;
    expect(await outcomeOf(remove(state, createContext(sigma)))).toBe(outcome);
    expect(sigma.calls).toEqual(calls);
    expect(sigma.integration).toBe(
      calls.includes("remove") && outcome === "done" ? undefined : before,
    );
  });

  it.each<[string, Profile, Raw, (sigma: Sigma) => void, string]>([
    [
      "removed",
      "full",
      {},
      nothing,
      "the integration was removed: AI is off for the whole organization, and Sigma has cleared every indexed data source",
    ],
    ["gone", "full", {}, gone, "the integration is not there any more; nothing to remove"],
    [
      "retained",
      "full",
      { removal: "retain" },
      nothing,
      '{removal} is "retain": the integration is left in place at Sigma',
    ],
  ])("says what became of it: %s", async (_, profile, settings, happens, text) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai(settings));
    happens(sigma);
    const context = createContext(sigma);
    await remove(state, context);
    expect(context.notices).toHaveLength(1);
    expect(context.notices[0]).toMatchObject({ organizationId: "org-acme", severity: "warning" });
    expect(context.said()[0]).toContain(text);
  });

  it("says who changed it where it stops", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai({ credentialDrift: "stop" }));
    theirs(sigma);
    await expect(remove(state, createContext(sigma))).rejects.toThrow(
      `the integration of org-acme was changed outside: Sigma reports the vendor "gemini", last applied "openai", by user-ada at ${timeOf(2)}`,
    );
  });

  it("works from the recorded state alone", async () => {
    const sigma = createSigma();
    const state = await add(sigma, VENDOR_BLOCKS.azureOpenai);
    await remove(parseState(JSON.parse(JSON.stringify(state))), createContext(sigma));
    expect(sigma.integration).toBeUndefined();
  });
});

describe("a removal that meets a save which no refresh has seen", () => {
  it.each<[string, Profile, string, string, string[]]>([
    [
      "of our own user, as by a resource of another process",
      "full",
      ME,
      "SAVED_ELSEWHERE",
      [...looked, "currentUser"],
    ],
    ["of somebody else", "full", "user-ada", "done", asked],
    ["which nobody tells", "minimal", ME, "done", confirmed],
  ])("%s: %s", async (_, profile, by, outcome, calls) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai());
    sigma.edit({ aiProvider: "openai" }, by);
    expect(await outcomeOf(remove(state, createContext(sigma)))).toBe(outcome);
    expect(sigma.calls).toEqual(calls);
    expect(sigma.integration === undefined).toBe(outcome === "done");
  });

  it("goes on once a refresh has seen it", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    sigma.edit({ aiProvider: "openai" }, ME);
    const refreshed = await read(state, createContext(sigma));
    if (refreshed !== undefined) await remove(refreshed, createContext(sigma));
    expect(sigma.integration).toBeUndefined();
  });
});

describe("a removal in a run that has saved for the organization", () => {
  it("leaves it to the other resource, and sends nothing", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const context = createContext(sigma);
    await create(configOf({ ...VENDOR_BLOCKS.gemini, existing: "overwrite" }), context);
    sigma.calls.length = 0;
    await remove(state, context);
    expect(sigma.calls).toEqual([]);
    expect(sigma.integration?.facts.aiProvider).toBe("gemini");
    expect(context.said()).toContain(
      "another resource of this run has the integration; it is left in place for it",
    );
  });

  it("goes before a create that follows it", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const context = createContext(sigma);
    await remove(state, context);
    await create(configOf(VENDOR_BLOCKS.gemini), context);
    expect(sigma.integration?.facts.aiProvider).toBe("gemini");
  });

  it("is not held up by a create that failed", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const context = createContext(sigma);
    const gemini = configOf(VENDOR_BLOCKS.gemini);
    expect(await outcomeOf(create(gemini, context))).toBe("ALREADY_CONFIGURED");
    await remove(state, context);
    expect(sigma.integration).toBeUndefined();
  });
});
