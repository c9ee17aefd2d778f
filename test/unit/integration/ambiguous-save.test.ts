import { describe, expect, it } from "@jest/globals";
import { settle } from "../../../provider/integration/ambiguous-save.ts";
import { create } from "../../../provider/integration/create.ts";
import { resolveVendor } from "../../../provider/integration/credentials.ts";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import type { Observation, Report } from "../../../provider/integration/port.ts";
import type { Applied } from "../../../provider/integration/save.ts";
import { update } from "../../../provider/integration/update.ts";
import { configOf, KEY, openai, OTHER_KEY, VENDOR_BLOCKS, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf, planned, type TestContext } from "./support/context.ts";
import { createSigma, type Loss, type Profile, type Sigma } from "./support/sigma.ts";

type Happening = (sigma: Sigma) => void;

/** A create or update whose answer is lost. */
interface Case {
  profile: Profile;
  /** What is there before: set by somebody else, or added by us with a state. */
  there?: Happening;
  from?: Raw;
  to: Raw;
  lose: Loss;
  /** What somebody else does directly after the save. */
  next?: Happening;
}

const nothing: Happening = () => {};
const gone: Happening = (sigma) => void (sigma.integration = undefined);
const writes =
  (aiProvider: string): Happening =>
  (sigma) =>
    sigma.edit({ aiProvider });
const breaks: Happening = (sigma) => {
  sigma.failing.read = new IntegrationError("SIGMA_UNREACHABLE", { problem: "no route" });
};

const plain = openai();
const rotated = openai({}, OTHER_KEY);
const over = openai({ existing: "overwrite" });
const { gemini, azureOpenai } = VENDOR_BLOCKS;
const full = { profile: "full", lose: "answer" } as const;
const minimal = { profile: "minimal", lose: "answer" } as const;
const published = { profile: "published", lose: "answer" } as const;
const unsent = { profile: "full", lose: "request" } as const;

interface Run {
  sigma: Sigma;
  context: TestContext;
  operation: Promise<Applied>;
}

async function run({
  profile,
  there = nothing,
  from,
  to,
  lose,
  next = nothing,
}: Case): Promise<Run> {
  const sigma = createSigma(profile);
  there(sigma);
  const state = from === undefined ? undefined : await add(sigma, from);
  Object.assign(sigma, { lose, afterSave: () => next(sigma) });
  const context = createContext(sigma);
  const config = configOf(to);
  const operation = state === undefined ? create(config, context) : update(state, config, context);
  await Promise.allSettled([operation]);
  return { sigma, context, operation };
}

const saves = ({ calls }: Sigma): number => calls.filter((call) => call === "save").length;

describe("a save whose answer was lost is done where a read differs from before and matches", () => {
  it.each<[string, Case]>([
    ["create: nothing was there", { ...full, to: plain }],
    ["create: nothing was there, minimal", { ...minimal, to: plain }],
    ["create over the same: the revision moved", { ...full, there: writes("openai"), to: over }],
    ["create over another: the vendor changed", { ...minimal, there: writes("gemini"), to: over }],
    ["update of a key: the revision moved", { ...full, from: plain, to: rotated }],
    ["update of the vendor", { ...full, from: plain, to: azureOpenai }],
    ["update of the vendor, minimal", { ...minimal, from: plain, to: gemini }],
  ])("%s", async (_, given) => {
    const { sigma, context, operation } = await run(given);
    const { state, problem } = await operation;
    expect(problem).toBeUndefined();
    expect(await planned(given.to, state)).toEqual([]);
    expect(state.appliedRevision).toBe(state.remoteRevision);
    expect(saves(sigma)).toBe(1);
    expect(context.claims.has("org-acme")).toBe(true);
  });
});

describe("else its outcome is unknown, and it is not sent again", () => {
  const same = "Sigma reports the same as before";
  const none = "Sigma reports no integration";
  const other = "Sigma reports something else than was sent";
  const ada = "Sigma reports that user-ada wrote last";
  const blind = "Sigma's API cannot read the integration";
  const broken = "the read that followed failed: no route";
  it.each<[string, Case, string]>([
    ["create: it never arrived", { ...unsent, to: plain }, none],
    ["create: nothing can be read", { ...published, to: over }, blind],
    ["create: the read fails", { ...full, to: plain, next: breaks }, broken],
    ["create: removed again", { ...full, to: plain, next: gone }, none],
    ["create: another writer", { ...full, to: plain, next: writes("gemini") }, other],
    ["create: another writer, the same", { ...unsent, to: plain, next: writes("openai") }, ada],
    [
      "create over another: it never arrived",
      { ...unsent, there: writes("gemini"), to: over },
      same,
    ],
    ["create over the same, minimal", { ...minimal, there: writes("openai"), to: over }, same],
    ["update of a key: it never arrived", { ...unsent, from: plain, to: rotated }, same],
    ["update of a key, minimal", { ...minimal, from: plain, to: rotated }, same],
    ["update of a key, published", { ...published, from: plain, to: rotated }, blind],
    [
      "update of a key: another writer",
      { ...unsent, from: plain, to: rotated, next: writes("openai") },
      ada,
    ],
    ["update of the vendor: it never arrived", { ...unsent, from: plain, to: gemini }, same],
  ])("%s", async (_, given, why) => {
    const { sigma, context, operation } = await run(given);
    await expect(operation).rejects.toMatchObject({ code: "SAVE_OUTCOME_UNKNOWN" });
    await expect(operation).rejects.toThrow(
      `the save for org-acme was sent, but its answer was lost (connection reset), and ${why}. Look at Administration`,
    );
    expect(saves(sigma)).toBe(1);
    expect(context.claims.has("org-acme")).toBe(false);
  });
});

describe("the read after a save whose answer was lost", () => {
  it("has a time of its own", async () => {
    const sigma = createSigma();
    sigma.lose = "answer";
    const grace = new AbortController().signal;
    const context = createContext(sigma, { graceSignal: () => grace });
    await create(configOf(), context);
    expect(sigma.calls).toEqual(["identify", "read", "save", "read", "currentUser"]);
    expect(sigma.signals.map((signal) => signal === grace)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it("counts also where Sigma does not tell who we are", async () => {
    const sigma = createSigma();
    sigma.lose = "answer";
    sigma.failing.currentUser = new IntegrationError("SIGMA_UNREACHABLE", { problem: "no" });
    expect(await outcomeOf(create(configOf(), createContext(sigma)))).toBe("done");
  });

  it("shows nothing of a foreign error", async () => {
    const sigma = createSigma();
    sigma.lose = "answer";
    let reads = 0;
    const read = async (signal: AbortSignal) => {
      reads += 1;
      if (reads === 2) throw new Error(`has ${KEY}`);
      return await sigma.port.read(signal);
    };
    const failure = create(configOf(), createContext({ port: { ...sigma.port, read } }));
    await expect(failure).rejects.toThrow("the read that followed failed: unexpected Error");
    await expect(failure).rejects.not.toThrow(KEY);
  });
});

describe("what differs from before is a field, the revision or the time of change", () => {
  const facts = { aiProvider: "openai" };
  const before: Report = { facts, revision: "api:7", updatedAt: "10:00" };
  it.each<[string, Report, string]>([
    ["nothing", before, "SAVE_OUTCOME_UNKNOWN"],
    ["the revision", { ...before, revision: "api:8" }, "done"],
    ["the time", { ...before, updatedAt: "10:01" }, "done"],
    ["a revision that was not there", { facts, updatedAt: "10:00" }, "done"],
  ])("%s", async (_, report, outcome) => {
    const { port } = createSigma();
    const read = async (): Promise<Observation> =>
      await Promise.resolve({ kind: "present", report: before });
    const context = createContext({ port: { ...port, read } });
    const vendor = await resolveVendor(configOf().vendor, context.credentials);
    const sent = {
      organizationId: "org-acme",
      vendor,
      before: { kind: "present", report },
    } as const;
    expect(await outcomeOf(settle(sent, "timeout", context))).toBe(outcome);
  });
});

describe("after an outcome that is unknown", () => {
  it("an update is simply repeated", async () => {
    const sigma = createSigma("minimal");
    const state = await add(sigma, plain);
    sigma.lose = "answer";
    const first = update(state, configOf(rotated), createContext(sigma));
    expect(await outcomeOf(first)).toBe("SAVE_OUTCOME_UNKNOWN");
    // The old state stays, so the key still counts as changed.
    expect(await planned(rotated, state)).toHaveLength(1);
    const { state: after } = await update(state, configOf(rotated), createContext(sigma));
    expect(await planned(rotated, after)).toEqual([]);
  });

  it("a create that was cut off is completed", async () => {
    const sigma = createSigma();
    Object.assign(sigma, { lose: "answer", afterSave: () => breaks(sigma) });
    const cutOff = create(configOf(), createContext(sigma));
    expect(await outcomeOf(cutOff)).toBe("SAVE_OUTCOME_UNKNOWN");
    Object.assign(sigma, { failing: {}, afterSave: () => {} });
    expect(await outcomeOf(create(configOf(), createContext(sigma)))).toBe("done");
  });
});
