import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { BrowserContextOptions } from "playwright-core";
import { startBrowser, type Browser } from "../support/browser.ts";
import { obtainChromium } from "../support/engine/chromium.ts";
import { describeWithTool } from "../support/engine/requirement.ts";
import { run, type RunResult } from "../support/engine/run.ts";
import { serveSite, type SiteServer } from "../support/site-server.ts";

const root = join(import.meta.dirname, "../..");

/** The pages as they are written, by their path below `docs`. */
const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md") && !name.startsWith("."))
  .sort();

let folder: string;
let site: string;
let built: RunResult;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sigma-docs-"));
  site = join(folder, "site");
  // Apart from the repository, in which a build leaves files for as long as it lasts.
  await cp(join(root, "docs"), join(folder, "docs"), { recursive: true });
  await cp(join(root, "package.json"), join(folder, "package.json"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const command = [join(root, "node_modules/vitepress/bin/vitepress.js"), "build", "docs"];
  built = await run(process.execPath, [...command, "--outDir", site], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
    limitSeconds: 240,
  });
});
afterAll(() => rm(folder, { recursive: true }));

describe("the site made from the docs", () => {
  it("is built without a dead link", () => {
    expect(built).toMatchObject({ code: 0 });
    expect(files(".html").length).toBe(pages.length + 1);
  });

  it("has every page beside every page", () => {
    const [, list = ""] = /<nav[^>]*id="VPSidebarNav"(.*?)<\/nav>/s.exec(text("index.html")) ?? [];
    const listed = attributes(list, "href").map((link) => `${link === "/" ? "/index" : link}.html`);
    const there = files(".html").map((name) => `/${name}`);
    expect(listed.sort()).toEqual(there.filter((name) => name !== "/404.html").sort());
  });

  it("links only to what is there, headings too", () => {
    const broken = files(".html").flatMap((name) =>
      attributes(text(name).replaceAll(/<head>.*<\/head>/gs, ""), "href")
        .filter((link) => /^[/#]/.test(link) && !leads(link, name))
        .map((link) => `${name}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it("asks no other host for anything", () => {
    const asked = files(".html").flatMap((name) => {
      const tags =
        text(name).match(/<(?:script|link|img|source|iframe|video|audio)\b[^>]*>/g) ?? [];
      return tags.flatMap((tag) => [...attributes(tag, "src"), ...attributes(tag, "href")]);
    });
    expect(asked.filter((address) => !/^\/(?!\/)|^data:/.test(address))).toEqual([]);
    const styles = files(".css").flatMap((name) => [...text(name).matchAll(/url\(([^)]*)\)/g)]);
    expect(styles.filter(([, address]) => !/^["']?(?:\/(?!\/)|data:)/.test(address ?? ""))).toEqual(
      [],
    );
  });
});

describe("the pages, as they are written", () => {
  it.each(pages)("%s: what it links to in the repository is there", (page) => {
    const written = readFileSync(join(root, "docs", page), "utf8");
    const links = [...written.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(
      ([, path = ""]) => path,
    );
    const missing = links.filter((path) => !existsSync(join(root, "docs", dirname(page), path)));
    expect(missing).toEqual([]);
  });
});

await describeWithTool("the site, in a real browser", obtainChromium, ({ command }) => {
  let server: SiteServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveSite(site);
    browser = await startBrowser(command);
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  const cases: [string, string, BrowserContextOptions][] = [
    ["/", "on a phone", { viewport: { width: 360, height: 740 } }],
    ["/runbooks", "light", {}],
    ["/reference/errors", "dark", { colorScheme: "dark" }],
  ];

  it.each(cases)("%s, %s: can be read by everybody", async (path, _, options) => {
    const { page, errors, requests } = await browser.open(`${server.url}${path}`, options);
    await page.waitForLoadState("networkidle");
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    // Only a table or a block of code may be wider than the window, and scrolls by itself.
    expect(await page.evaluate("document.body.scrollWidth <= innerWidth")).toBe(true);
    expect(errors).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(server.missing).toEqual([]);
    await page.context().close();
  });

  it("finds an error code", async () => {
    const { page, errors } = await browser.open(`${server.url}/`);
    await page.getByRole("button", { name: "Search" }).first().click();
    await page.getByRole("searchbox").fill("SAVE_OUTCOME_UNKNOWN");
    await page.locator("#localsearch-list a").first().click();
    await page.locator("h2#save_outcome_unknown").waitFor();
    expect(new URL(page.url()).pathname).toBe("/reference/errors");
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

function files(ending: string): string[] {
  const all = readdirSync(site, { recursive: true, encoding: "utf8" });
  return all.filter((name) => name.endsWith(ending));
}

function text(name: string): string {
  return readFileSync(join(site, name), "utf8");
}

function attributes(html: string, name: "href" | "src"): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);
}

function leads(link: string, from: string): boolean {
  const [path = "", hash = ""] = link.split("#");
  const name = path === "" ? from : `${path === "/" ? "/index" : path}.html`;
  if (/\.\w+$/.test(path)) return existsSync(join(site, path));
  return existsSync(join(site, name)) && (hash === "" || text(name).includes(`id="${hash}"`));
}
