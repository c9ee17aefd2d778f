import { expect, it } from "@jest/globals";
import type { DriftReport } from "../../../../provider/operations/drift/report.ts";
import { driftMarkdown, MARKDOWN_LIMIT } from "../../../../provider/operations/reports/markdown.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

it("a table in which what is in step comes last", () => {
  const { inStep, missing, error } = FINDINGS;
  const report = reportOf([inStep, missing, error], { notes: ["infra/x: 2 other resources"] });
  expect(driftMarkdown(report)).toBe(`## Drift of Sigma's AI integrations

**1 in step, 1 missing, 1 not checked**, checked at 2026-11-26T10:00:00.000Z.

| Status | Project | Integration | Organization | What was found |
| --- | --- | --- | --- | --- |
| ❌ missing | infra/prod (dev) | north |  | the integration was removed outside |
| ⛔ error | infra/none |  |  | no project: it has no Pulumi.yaml<br>Give the folder of a project. |
| ✅ in step | infra/tenants | module.x.ai\\["a"\\] | org-a | keys last applied 25 days ago |

- infra/x: 2 other resources
`);
});

it("text of others stays text, and mentions nobody", () => {
  const markdown = driftMarkdown(reportOf([FINDINGS.unreadable], { partial: true }));
  expect(markdown).toContain("\\<b\\>@\u200Bada & 'co'\\</b\\>\" \\| no |");
  expect(markdown).toContain("> Interrupted: this is a part of the report only.");
});

it("is bounded, with the worst first, and counts what has no room", () => {
  const { error, missing, drifted } = FINDINGS;
  const many = Array.from({ length: 1000 }, (_, index) => ({
    ...error,
    place: { path: `infra/none-${index}` },
    reason: "not initialized: this folder has no plugins yet",
  }));
  const report: DriftReport = reportOf([...many, drifted, missing], {
    notes: ["infra/x: 2 others"],
  });
  const markdown = driftMarkdown(report);
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(MARKDOWN_LIMIT);
  expect(Buffer.byteLength(markdown)).toBeGreaterThan(MARKDOWN_LIMIT * 0.98);
  const rows = markdown.split("\n").filter((line) => /^\| (?!Status|---)/.test(line));
  expect(rows.slice(0, 3).map((row) => row.split(" ")[2])).toEqual(["missing", "drifted", "error"]);
  const more = report.findings.length + report.notes.length - rows.length;
  expect(markdown.endsWith(`\n\n… and ${more} more, see the other reports\n`)).toBe(true);
});

it("one engine's long text does not take the place of the others", () => {
  const long = { ...FINDINGS.error, reason: "x".repeat(100_000) };
  const markdown = driftMarkdown(reportOf([long, FINDINGS.inStep]));
  expect(markdown).toContain("in step | infra/tenants");
  expect(markdown).not.toContain(" more, see");
});
