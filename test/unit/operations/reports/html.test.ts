import { describe, expect, it } from "@jest/globals";
import { withRun } from "../../../../provider/operations/reports/history.ts";
import { driftHtml } from "../../../../provider/operations/reports/html.ts";
import { FINDINGS, reportOf } from "./support/reports.ts";

describe("the page", () => {
  const report = reportOf();
  const html = driftHtml(report, withRun([], report));

  it("needs nothing else, and runs nothing", () => {
    expect(html).not.toMatch(
      /<(?:script|link|img|iframe|object|base|form)\b|\bsrc=|\bhref=|url\(|@import| on\w+=/,
    );
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; `,
    );
  });

  it("has the counts, the list and the history", () => {
    expect(html).toContain(
      "<title>Drift: 1 in step, 1 drifted, 1 missing, 1 unreadable, 1 not checked</title>",
    );
    expect(html.match(/<li class="[a-z-]+"><b>1<\/b>/g)).toHaveLength(5);
    expect(html.match(/<span class="status /g)).toHaveLength(5);
    expect(html).toContain("<strong>1 of 5 in step.</strong>");
    expect(html).toContain(
      '<time datetime="2026-11-26T10:00:00.000Z">2026-11-26 10:00 UTC</time></th>',
    );
    expect(html).toContain("<span>1 in step</span>, <span>1 drifted</span>, ");
    expect(html).toContain('style="width:20.00%"');
  });

  it("every element that is opened is closed", () => {
    const open: string[] = [];
    const wrong: string[] = [];
    for (const [, closes, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (name === "meta") continue;
      if (closes !== "/") open.push(name);
      else if (open.pop() !== name) wrong.push(name);
    }
    expect(wrong).toEqual([]);
    expect(open).toEqual([]);
  });

  it("text of others stays text", () => {
    expect(html).toContain("&lt;b&gt;@ada &amp; &#39;co&#39;&lt;/b&gt;");
  });

  it("without a history, and as a part", () => {
    const part = driftHtml(reportOf([FINDINGS.error], { partial: true }), []);
    expect(part).not.toContain("History");
    expect(part).toContain('role="alert">Interrupted');
    expect(driftHtml(reportOf([]), [])).toContain("There was nothing to check.");
  });
});
