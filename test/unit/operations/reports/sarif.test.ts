import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { driftSarif } from "../../../../provider/operations/reports/sarif.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);

/** The part of SARIF 2.1.0 that is used, with what it demands of it. */
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: text,
              defaultConfiguration: z.strictObject({ level }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string().endsWith("/") }),
      invocations: z.tuple([
        z.strictObject({
          startTimeUtc: z.iso.datetime(),
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message: text })),
        }),
      ]),
      properties: z.strictObject({ partial: z.boolean() }),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level,
          message: text,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[^\s\\]+$/) }),
                region: z.strictObject({ startLine: z.int().min(1) }),
              }),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
        }),
      ),
    }),
  ]),
});

function runOf(report = reportOf()) {
  return sarif.parse(JSON.parse(driftSarif(report, "1.2.3"))).runs[0];
}

describe("SARIF", () => {
  it("has a result for each integration that is not in step, and each model that retires", () => {
    const { results, tool } = runOf();
    expect(
      results.map(({ ruleId, level: each, locations: [{ physicalLocation }] }) => [
        ruleId,
        each,
        physicalLocation.artifactLocation.uri,
        physicalLocation.region.startLine,
      ]),
    ).toEqual([
      ["drifted", "warning", "infra/prod/Pulumi.yaml", 1],
      ["retirement", "note", "infra/prod/Pulumi.yaml", 1],
      ["missing", "error", "infra/prod/Pulumi.yaml", 1],
      ["unreadable", "warning", "infra/tenants/ai%20main.tf", 7],
      ["not-checked", "error", "infra/none", 1],
    ]);
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it("keeps the fingerprint where only the reason changes", () => {
    const prints = (reason: string) =>
      runOf(reportOf([{ ...FINDINGS.missing, reason }])).results.map(
        (each) => each.partialFingerprints,
      );
    expect(prints("removed")).toEqual(prints("removed again"));
    const all = runOf().results.map((each) => each.partialFingerprints["drift/v1"]);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    [true, [FINDINGS.drifted], false],
    [false, [FINDINGS.error], false],
    [false, [FINDINGS.inStep], true],
  ])("execution successful: %s", (successful, findings, partial) => {
    const isPart = partial || findings[0] === FINDINGS.inStep;
    const { invocations, properties } = runOf(reportOf(findings, { partial: isPart }));
    expect([invocations[0].executionSuccessful, properties.partial]).toEqual([successful, isPart]);
  });
});
