import { describe, expect, it } from "@jest/globals";
import { judgeModel } from "../../../provider/azure/model-life.ts";
import {
  MODEL_POLICY,
  type ModelPolicyOverride,
  type ModelUse,
} from "../../../provider/azure/model-policy.ts";
import * as recommended from "../../../provider/azure/models.ts";

const GPT = { name: "gpt-4.1", version: "2025-04-14" };
const EMBEDDING = { name: "text-embedding-3-small", version: "1" };

const DATE = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const day = (text: string) => new Date(`${text}T12:00:00Z`);

describe("the model policy", () => {
  it.each(MODEL_POLICY)("has all of $name/$version, with source and date", (row) => {
    expect(row).toEqual({
      name: expect.stringMatching(/^[a-z][a-z0-9.-]+$/),
      version: expect.stringMatching(/^(?:\d+|20\d\d-\d\d-\d\d)$/),
      use: expect.stringMatching(/^(?:languageModel|embeddingModel)$/),
      stage: expect.stringMatching(/^(?:GA|Legacy|Deprecated)$/),
      retires: expect.stringMatching(DATE),
      source: expect.stringContaining("https://"),
      asOf: expect.stringMatching(DATE),
    });
    expect(Number.isNaN(Date.parse(row.retires))).toBe(false);
    expect(row.retires > row.asOf).toBe(true);
    expect(row.version < row.retires).toBe(true);
  });

  it("has each version once", () => {
    const keys = MODEL_POLICY.map(({ name, version }) => `${name}/${version}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("knows every recommended model, which ran on the date in its name", () => {
    for (const [constant, model] of Object.entries(recommended)) {
      const use = constant.includes("LANGUAGE") ? "languageModel" : "embeddingModel";
      const [, year, month] = /_(\d{4})_(\d\d)$/.exec(constant) ?? [];
      const known = MODEL_POLICY.find(({ name }) => name === model.name);
      expect(known).toMatchObject({ ...model, use });
      expect(judgeModel(use, model, day(`${year}-${month}-15`)).fault).toBeUndefined();
    }
  });
});

describe("a model", () => {
  it.each<[string, string, ModelPolicyOverride | undefined, "fault" | "notice" | undefined]>([
    ["long before it retires", "2026-09-15", undefined, undefined],
    ["180 days before", "2026-10-16", undefined, undefined],
    ["179 days before", "2026-10-17", undefined, "notice"],
    ["on the day before", "2027-04-13", undefined, "notice"],
    ["on the day", "2027-04-14", undefined, "fault"],
    ["later", "2027-12-01", undefined, "fault"],
    ["with more days of notice", "2026-09-15", { noticeDays: 365 }, "notice"],
    ["with fewer days of notice", "2027-03-01", { noticeDays: 30 }, undefined],
    [
      "that retires later than is known here",
      "2027-12-01",
      { models: { "gpt-4.1/2025-04-14": { retires: "2029-01-01" } } },
      undefined,
    ],
    [
      "that retired before",
      "2026-09-15",
      { models: { "gpt-4.1/2025-04-14": { retires: "2026-09-01" } } },
      "fault",
    ],
    [
      "of another version than the user's",
      "2026-09-15",
      { models: { "gpt-4.1/2024-01-01": { retires: "2026-09-01" } } },
      undefined,
    ],
  ])("%s", (_, date, override, expected) => {
    const judgement = judgeModel("languageModel", GPT, day(date), override);
    expect(Object.keys(judgement)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("says when it retires, who says so, and what to do", () => {
    expect(judgeModel("languageModel", GPT, day("2026-11-26")).notice).toMatch(
      /^\{languageModel\.version\}: gpt-4\.1, version 2025-04-14, retires at Azure on 2027-04-14, in 139 days \(Microsoft's .*2026-09-02\); choose a later one, or correct the date in \{modelPolicy\}$/,
    );
    expect(judgeModel("languageModel", GPT, day("2027-11-26")).fault).toMatchObject({
      code: "MODEL_RETIRED",
      details: { path: "languageModel.version" },
    });
  });

  it("does not name a source for the user's own date", () => {
    const models = {
      "gpt-4.1/2025-04-14": { retires: "2026-12-01", stage: "Deprecated" as const },
    };
    const { notice } = judgeModel("languageModel", GPT, day("2026-11-26"), { models });
    expect(notice).toContain(
      "in 5 days, and only subscriptions that run it may still deploy it ({modelPolicy})",
    );
  });

  it("that is not known is taken as it is", () => {
    const model = { name: "gpt-9", version: "2031-01-01" };
    expect(judgeModel("languageModel", model, day("2031-01-01"))).toEqual({});
    const models = { "gpt-9/2031-01-01": { retires: "2031-02-01" } };
    expect(judgeModel("languageModel", model, day("2031-01-01"), { models }).notice).toContain(
      "gpt-9, version 2031-01-01, retires",
    );
    expect(
      judgeModel("languageModel", { name: "constructor", version: "1" }, day("2031-01-01")),
    ).toEqual({});
  });

  it.each<[ModelUse, string]>([
    ["languageModel", "gpt-4o"],
    ["languageModel", "gpt-35-turbo"],
    ["languageModel", "text-embedding-ada-002"],
    ["embeddingModel", "text-embedding-3-large"],
    ["embeddingModel", "gpt-9"],
  ])("as %s is not %s, unless the user says so", (use, name) => {
    const model = { name, version: "1" };
    const { fault } = judgeModel(use, model, day("2026-09-15"));
    expect(fault).toMatchObject({ code: "INVALID_CONFIG", details: { path: `${use}.name` } });
    const models = { [`${name}/1`]: { use } };
    expect(judgeModel(use, model, day("2026-09-15"), { models })).toEqual({});
  });

  it.each(["o3", "model-router", "gpt-oss-120b", "gpt-6.1-sol"])(
    "of which the name does not tell, such as %s, is left to Azure's own word",
    (name) => {
      expect(judgeModel("languageModel", { name, version: "1" }, day("2026-09-15"))).toEqual({});
    },
  );

  it.each([
    ["languageModel", EMBEDDING, "belongs into embeddingModel"],
    ["embeddingModel", GPT, "belongs into languageModel"],
  ] as const)("as %s cannot be %p", (use, model, text) => {
    const { fault } = judgeModel(use, model, day("2026-09-15"));
    expect(fault).toMatchObject({ code: "INVALID_CONFIG", details: { path: `${use}.name` } });
    expect(fault?.message).toContain(text);
    const key = `${model.name}/${model.version}`;
    expect(judgeModel(use, model, day("2026-09-15"), { models: { [key]: { use } } })).toEqual({});
  });
});
