import { describe, expect, it } from "@jest/globals";
import type { DriftReport, Finding } from "../../../../provider/operations/drift/report.ts";
import {
  HISTORY_LIMIT,
  historyText,
  parseHistory,
  withFirstSeen,
  withRun,
  type HistoryRun,
} from "../../../../provider/operations/reports/history.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

const { inStep, missing, drifted, error } = FINDINGS;

describe("the history", () => {
  it("has a line for each run, with what was not in step, and reads it again", () => {
    const runs = withRun(withRun([], reportOf()), reportOf([inStep], { partial: true }));
    const text = historyText(runs);
    expect(text.match(/\n/g)).toHaveLength(2);
    expect(parseHistory(text)).toEqual(runs);
    expect(runs.map(({ found }) => found)).toEqual([
      {
        "infra/prod (dev) ai": "drifted",
        "infra/prod (dev) north": "missing",
        "infra/tenants b": "unreadable",
        "infra/none": "error",
      },
      {},
    ]);
  });

  it("leaves out lines that are none", () => {
    const line = historyText(withRun([], reportOf()));
    expect(parseHistory(`${line}{"at":"2026\n\n[]\n{}\n${line}`)).toHaveLength(2);
  });

  it("is bounded in runs and in bytes, and drops the oldest", () => {
    let runs: HistoryRun[] = [];
    for (let day = 0; day < HISTORY_LIMIT.runs + 5; day += 1) {
      runs = withRun(runs, reportOf([missing], { started: `run ${day}` }));
    }
    expect([runs.length, runs.at(-1)?.at]).toEqual([
      HISTORY_LIMIT.runs,
      `run ${HISTORY_LIMIT.runs + 4}`,
    ]);

    const many = Array.from({ length: 8000 }, (_, index) => ({ ...missing, name: `n${index}` }));
    const large = withRun(withRun(withRun([], reportOf(many)), reportOf(many)), reportOf(many));
    const bytes = Buffer.byteLength(historyText(large.slice(-1)));
    expect(parseHistory(historyText(large))).toHaveLength(Math.floor(HISTORY_LIMIT.bytes / bytes));
    const huge = many.flatMap((finding) =>
      [0, 1, 2, 3].map((part) => ({ ...finding, name: `${finding.name}-${part}` })),
    );
    expect(parseHistory(historyText(withRun(large, reportOf(huge))))).toHaveLength(1);
  });
});

describe("since when it was found so", () => {
  const run = (at: string, findings: Finding[], partial = false): DriftReport =>
    reportOf(findings, { started: at, partial });

  it.each<[string | undefined, string, DriftReport[]]>([
    ["3", "new", [run("1", [inStep]), run("2", [inStep]), run("3", [missing])]],
    ["1", "always", [run("1", [missing]), run("2", [missing]), run("3", [missing])]],
    [
      "3",
      "in between it was in step",
      [run("1", [missing]), run("2", [inStep]), run("3", [missing])],
    ],
    [
      "1",
      "a run that was cut short says nothing",
      [run("1", [missing]), run("2", [drifted], true), run("3", [missing])],
    ],
    [
      "3",
      "before it was otherwise",
      [run("1", [missing]), run("2", [{ ...missing, status: "unreadable" }]), run("3", [missing])],
    ],
    [undefined, "in step", [run("1", [missing]), run("2", [inStep])]],
  ])("%s: %s", (expected, _, reports) => {
    const last = reports.at(-1) ?? reportOf();
    const runs = reports.reduce<HistoryRun[]>(withRun, []);
    expect(withFirstSeen(last, runs).findings[0]?.firstSeen).toBe(expected);
  });

  it("what was interrupted is not kept", () => {
    const cut = { ...error, cause: "interrupted" } as const;
    expect(withRun([], run("1", [cut], true))[0]?.found).toEqual({});
  });
});
