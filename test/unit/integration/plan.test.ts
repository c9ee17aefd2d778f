import { describe, expect, it } from "@jest/globals";
import { plan } from "../../../provider/integration/plan.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import {
  azure,
  configOf,
  KEY,
  openai,
  OTHER_KEY,
  VENDOR_BLOCKS,
  type Raw,
} from "./support/configs.ts";
import { add, createContext, planned, type Surroundings } from "./support/context.ts";
import { createSigma } from "./support/sigma.ts";
import { stateOf } from "./support/state.ts";

const rotated = "openai.apiKey: the key is not the one that was last saved";

describe("a plan compares keys", () => {
  it.each<[string, unknown, Surroundings, string[]]>([
    ["the same", KEY, {}, []],
    ["another", OTHER_KEY, {}, [rotated]],
    ["the same in a variable", { fromEnv: "A" }, { env: { A: KEY } }, []],
    ["another in a variable", { fromEnv: "A" }, { env: { A: OTHER_KEY } }, [rotated]],
    ["the same in a file", { fromFile: "a" }, { files: { a: `${KEY}\n` } }, []],
    ["another in a file", { fromFile: "a" }, { files: { a: OTHER_KEY } }, [rotated]],
    ["a variable that is not set", { fromEnv: "A" }, {}, []],
  ])("%s", async (_, apiKey, surroundings, expected) => {
    const state = await add(createSigma(), openai());
    expect(await planned(openai({}, apiKey), state, surroundings)).toEqual(expected);
  });

  it.each<[string, Raw, number]>([
    ["swapped between the models", azure({}, { apiKey: OTHER_KEY }, { apiKey: KEY }), 1],
    ["changed for one model", azure({}, { apiKey: KEY }, { apiKey: "third-key-0123456" }), 1],
    ["spelled in another place", azure({ apiKey: OTHER_KEY }, { apiKey: KEY }), 0],
  ])("of Azure, %s", async (_, raw, count) => {
    const state = await add(createSigma(), azure({}, { apiKey: KEY }, { apiKey: OTHER_KEY }));
    expect(await planned(raw, state)).toHaveLength(count);
  });

  it("only where they are known", async () => {
    const state = await add(createSigma(), openai());
    expect(await planned(openai({}, UNKNOWN), state)).toEqual([
      "openai.apiKey: the value is not known before apply",
    ]);
  });
});

describe("a key that cannot be read in a plan", () => {
  it.each<[string, unknown, Surroundings, string]>([
    ["is not set", { fromEnv: "A" }, {}, "not checked: the environment variable A is not set"],
    ["is not there", { fromFile: "a" }, {}, 'not checked: the file "a" cannot be read (ENOENT)'],
    ["is empty", { fromEnv: "A" }, { env: { A: "" } }, "not checked: the key is empty"],
  ])("%s: that is a warning and no error", async (_, apiKey, surroundings, text) => {
    const state = await add(createSigma(), openai());
    const context = createContext(undefined, {}, surroundings);
    expect(await plan(configOf(openai({}, apiKey)), state, context)).toEqual([]);
    expect(context.notices).toEqual([
      {
        organizationId: "org-acme",
        severity: "warning",
        title: "A key is not checked",
        text: `{openai.apiKey}: ${text}`,
      },
    ]);
  });

  it("is not read where no save of it is recorded", async () => {
    const { credentialFingerprint, ...imported } = stateOf(openai());
    const context = createContext();
    const list = await plan(configOf(openai({}, { fromEnv: "NONE" })), imported, context);
    expect(list).toMatchObject([{ path: "openai.apiKey" }]);
    expect(context.said()).toHaveLength(1);
  });

  it("fails it where the error is none of ours", async () => {
    const state = await add(createSigma(), openai());
    const context = createContext();
    const env = (): string => {
      throw new TypeError("broken");
    };
    const credentials = { ...context.credentials, env };
    const config = configOf(openai({}, { fromEnv: "A" }));
    await expect(plan(config, state, { ...context, credentials })).rejects.toThrow("broken");
  });
});

describe("a plan says each change with its reason", () => {
  it("a warning for what was changed outside, else for information", async () => {
    const context = createContext();
    const state = stateOf(azure(), { remoteRevision: "api:8", updatedBy: "ada" });
    await plan(
      configOf({ ...azure({}, { deploymentId: "new" }), removal: "retain" }),
      state,
      context,
    );
    expect(context.notices.map(({ severity, text }) => `${severity} ${text}`)).toEqual([
      'info {azureOpenai.languageModel.deploymentId}: {languageModel.deploymentId} changes from "chat" to "new"',
      "info {azureOpenai.apiKey}: the key is not the one that was last saved",
      "warning {azureOpenai.apiKey}: credential changed outside: revision api:8, last applied api:7, by ada",
      "info {removal}: only how the resource is handled changes; nothing is sent to Sigma",
    ]);
  });

  it("and what a change of vendor means, with the beta notice", async () => {
    const state = await add(createSigma(), openai());
    const context = createContext();
    await plan(configOf(VENDOR_BLOCKS.gemini), state, context);
    expect(context.said()).toEqual([
      '{gemini}: vendor changes from "openai" to "gemini"',
      "the vendor changes from OpenAI to Gemini: once that is saved, all prompts of the organization are sent to Google; Sigma has not published whether its indexed data sources stay",
      "Gemini is a beta feature of Sigma (https://sigma.example/beta, 2026-07)",
    ]);
  });

  it("nothing of a vendor whose block is to be left alone, nor of one that goes to another organization", async () => {
    const state = stateOf(openai(), { remote: { aiProvider: "gemini" } });
    const ignored = createContext();
    const ignores = (path: string): boolean => path === "openai";
    await plan(configOf(), state, { ...ignored, ignores });
    expect(ignored.said()).toEqual([]);

    const replaced = createContext();
    await plan(configOf({ ...VENDOR_BLOCKS.gemini, tenant: "org-other" }), state, replaced);
    expect(replaced.said().join()).not.toContain("the vendor changes");
    expect(replaced.said().join()).toContain("the integration of org-acme is removed, since");
  });

  it("that a removal is not certain where the tenant is not known yet", async () => {
    const context = createContext();
    await plan(configOf(openai({ tenant: UNKNOWN })), stateOf(openai()), context);
    expect(context.said().join()).toContain(
      "the integration of org-acme is removed if {tenant} turns out to be another one",
    );
  });

  it("from a vendor that we do not know, by Sigma's name for it", async () => {
    const context = createContext();
    const state = stateOf(openai(), { aiProvider: "bedrock", remote: { aiProvider: "bedrock" } });
    await plan(configOf(), state, context);
    expect(context.said()[1]).toContain("the vendor changes from bedrock to OpenAI");
  });

  it.each<[string, Raw, Raw]>([
    ["nothing changes", openai(), openai()],
    ["the block is not known yet", { openai: UNKNOWN }, openai()],
    [
      "which block it will be is not known yet",
      { gemini: UNKNOWN, openai: UNKNOWN },
      VENDOR_BLOCKS.gemini,
    ],
    ["another block may come", { ...openai(), gemini: UNKNOWN }, openai()],
  ])("but claims no change of vendor where %s", async (_, raw, before) => {
    const state = await add(createSigma(), before);
    const context = createContext();
    await plan(configOf(raw), state, context);
    expect(context.said().filter((text) => text.includes("vendor changes"))).toEqual([]);
  });

  it("without a key in it", async () => {
    const state = await add(createSigma(), openai());
    const context = createContext();
    const list = await plan(configOf(openai({}, OTHER_KEY)), state, context);
    expect(JSON.stringify([list, context.notices])).not.toContain("sk-");
  });
});

describe("a change outside that is to be left alone", () => {
  const isDeployment = (path: string): boolean => path.endsWith("languageModel.deploymentId");

  it.each<[string, boolean, string[]]>([
    ["explains why the revision moved, so that the key is not blamed", true, []],
    [
      "explains nothing where nothing of it is ignored",
      false,
      ["azureOpenai.languageModel.deploymentId", "azureOpenai.apiKey"],
    ],
  ])("%s", async (_, isIgnored, paths) => {
    const state = stateOf(azure(), { remoteRevision: "api:8" });
    const remote = state.remote ?? { aiProvider: "azureOpenai" };
    const languageModel = { ...remote.languageModel, deploymentId: "theirs" };
    const seen = { ...state, remote: { ...remote, languageModel } };
    const ignores = isIgnored ? isDeployment : () => false;
    const list = await plan(configOf(azure()), seen, { ...createContext(), ignores });
    expect(list.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
    expect(list.filter(({ origin }) => origin === "outside")).toHaveLength(paths.length);
  });

  it("explains nothing of a key where the revision alone has moved", async () => {
    const state = stateOf(azure(), { remoteRevision: "api:8" });
    const list = await plan(configOf(azure()), state, {
      ...createContext(),
      ignores: isDeployment,
    });
    expect(list.map(({ path }) => path)).toContain("azureOpenai.apiKey");
  });
});
