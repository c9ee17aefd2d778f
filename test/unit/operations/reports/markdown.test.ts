import { expect, it } from "@jest/globals";
import { driftMarkdown } from "../../../../provider/operations/reports/markdown.ts";
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
