import { expect, it } from "@jest/globals";
import { driftTable } from "../../../../provider/operations/reports/table.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

it("a row for each integration, and below it what was found", () => {
  expect(driftTable(reportOf(undefined, { notes: ["infra/x: it has no AI integration"] })))
    .toBe(`STATUS      PROJECT           INTEGRATION       ORGANIZATION
in step     infra/tenants     module.x.ai["a"]  org-a
  keys last applied 25 days ago
drifted     infra/prod (dev)  ai                org-acme
  azureOpenai.apiKey: credential changed outside: revision api:2, last applied api:1, by user-grace
  changed outside by user-grace at 2026-11-25T10:00:00Z
  the language model "chat" (gpt-4.1, version 2025-04-14) retires on 2027-04-14, in 139 days
missing     infra/prod (dev)  north
  the integration was removed outside
unreadable  infra/tenants     b
  answered 403: "<b>@ada & 'co'</b>" | no
error       infra/none
  no project: it has no Pulumi.yaml
  Give the folder of a project.

infra/x: it has no AI integration
1 in step, 1 drifted, 1 missing, 1 unreadable, 1 not checked
`);
});

it("says that it is a part, and what is coloured", () => {
  const report = reportOf([FINDINGS.missing], { partial: true });
  const text = driftTable(report, (status, padded) => `<${status}>${padded}</>`);
  expect(text).toContain("\n<missing>missing</>  infra/prod (dev)");
  expect(text).toMatch(/1 missing\nInterrupted: this is a part of the report only\.\n$/);
});

it("nothing to check", () => {
  expect(driftTable(reportOf([]))).toBe("nothing to check\n");
});
