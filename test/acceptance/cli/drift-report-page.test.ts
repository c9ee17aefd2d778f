import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { DriftReport, Finding } from "../../../provider/operations/drift/report.ts";
import { withFirstSeen, withRun } from "../../../provider/operations/reports/history.ts";
import { driftHtml } from "../../../provider/operations/reports/html.ts";
import { startBrowser, type Browser } from "../../support/browser.ts";
import { obtainChromium } from "../../support/engine/chromium.ts";
import { describeWithTool } from "../../support/engine/requirement.ts";
import { FINDINGS, reportOf } from "../../unit/operations/reports/support/reports.ts";

const PHONE = { width: 375, height: 667 };
const DESKTOP = { width: 1200, height: 860 };

const HOSTILE = `<script>document.title = "taken over"</script><img src=http://192.0.2.1/a.png>`;

await describeWithTool("the page of a report, in a real browser", obtainChromium, ({ command }) => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sigma-report-page-"));
    browser = await startBrowser(command);
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const open = async (report: DriftReport, options: BrowserContextOptions = {}) => {
    const file = join(folder, "drift.html");
    await writeFile(file, pageOf(report));
    return await browser.open(pathToFileURL(file).href, { viewport: DESKTOP, ...options });
  };

  it.each([
    ["with scripts allowed", {}],
    ["with none allowed", { javaScriptEnabled: false }],
  ])(
    "%s: shows the counts, each integration in a row, and asks for nothing",
    async (_, options) => {
      const { page, errors, requests } = await open(fleet(), options);
      expect(await page.title()).toBe(
        "Drift: 18 in step, 3 drifted, 2 missing, 1 unreadable, 1 not checked",
      );
      const tiles = page.getByRole("list", { name: "Counts" }).getByRole("listitem");
      expect(
        (await tiles.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " ").trim()),
      ).toEqual(["18 in step", "3 drifted", "2 missing", "1 unreadable", "1 error"]);
      const rows = (name: string) =>
        page.getByRole("table", { name, exact: true }).getByRole("row");
      expect(await rows("Not in step").count()).toBe(1 + 7);
      expect(await rows("In step").count()).toBe(1 + 18);
      expect(await rows("History").count()).toBe(1 + 3);
      expect(await rows("Not in step").nth(1).innerText()).toMatch(
        /^drifted\s+infra\/prod \(dev\)\s+pulumi · ai\s+org-acme\s+azureOpenai\s+azureOpenai\.apiKey: credential changed outside/,
      );
      expect([errors, requests]).toEqual([[], []]);
      await page.context().close();
    },
  );

  it("keeps names of others as text", async () => {
    const finding: Finding = {
      ...FINDINGS.drifted,
      place: { path: HOSTILE, engine: "pulumi", stack: HOSTILE },
      name: HOSTILE,
      organizationId: HOSTILE,
      vendor: HOSTILE,
      changes: [{ path: HOSTILE, origin: "outside", reason: HOSTILE }],
      by: HOSTILE,
    };
    const { page, errors, requests } = await open(
      reportOf([finding, { ...FINDINGS.error, reason: HOSTILE, advice: HOSTILE }], {
        notes: [HOSTILE],
      }),
    );
    expect(await page.title()).toBe("Drift: 1 drifted, 1 not checked");
    expect(await page.locator("script, img").count()).toBe(0);
    expect(await page.getByText(HOSTILE).count()).toBeGreaterThan(5);
    expect([errors, requests]).toEqual([[], []]);
    await page.context().close();
  });

  describe.each([
    ["a desk", DESKTOP],
    ["a phone", PHONE],
  ])("on %s", (_, viewport) => {
    it.each(["light", "dark"] as const)("%s: can be read by all, and fits", async (colorScheme) => {
      // One of each kind: the check looks at every colour of every row, which takes its time.
      const { page } = await open(reportOf(KINDS, { partial: true, notes: ["a note"] }), {
        viewport,
        colorScheme,
      });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await overflow(page)).toEqual(0);
      await page.context().close();
    });
  });

  it("on paper: has every row, in black on white, and fits", async () => {
    const { page } = await open(fleet(), { colorScheme: "dark" });
    // As wide as A4 between its margins.
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    expect(await overflow(page)).toBe(0);
    expect(await page.getByRole("row").filter({ visible: true }).count()).toBe(27 + 4);
    const pdf = await page.pdf({ format: "A4", printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.context().close();
  });
});

/** By how many pixels the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
}

/** A fleet in which some drifted, as every kind of finding looks. */
function fleet(): DriftReport {
  const many = (finding: Finding, count: number): Finding[] =>
    Array.from({ length: count }, (_, index) =>
      index === 0
        ? finding
        : { ...finding, place: { ...finding.place, path: `infra/tenants/number-${index}` } },
    );
  return reportOf(
    [
      ...many(FINDINGS.inStep, 18),
      ...many(FINDINGS.drifted, 3),
      ...many({ ...FINDINGS.missing, name: LONG_NAME }, 2),
      FINDINGS.unreadable,
      FINDINGS.error,
    ],
    { notes: ["infra/prod: 2 other resources would be changed, which is not counted here"] },
  );
}

/** A name has no spaces at which it could be broken. */
const LONG_NAME = `module.organizations["${"northern-".repeat(12)}"].sigma_external_ai_integration.ai`;

const KINDS: readonly Finding[] = [
  ...Object.values(FINDINGS),
  { ...FINDINGS.missing, name: LONG_NAME },
];

/** The page as a third run in a row makes it. */
function pageOf(report: DriftReport): string {
  const earlier = ["2026-11-24T02:00:00.000Z", "2026-11-25T02:00:00.000Z"].map((started) => ({
    ...report,
    started,
    partial: started.includes("24"),
  }));
  const history = [...earlier, report].reduce(withRun, []);
  return driftHtml(withFirstSeen(report, history), history);
}
