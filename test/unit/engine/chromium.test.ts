import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { obtainChromium } from "../../support/engine/chromium.ts";
import { temporaryFolder, writeProgram } from "./fakes.ts";

const VERSION = `console.log("Chromium 150.0.7000.1 built on Debian")`;

const isDebianRoot =
  process.getuid?.() === 0 &&
  existsSync("/etc/debian_version") &&
  readFileSync("/etc/os-release", "utf8").includes("debian");

describe("obtaining a browser", () => {
  let folder: string;
  let remove: () => void;
  let bin: string;

  beforeEach(() => {
    ({ folder, remove } = temporaryFolder());
    bin = join(folder, "bin");
  });
  afterEach(() => remove());

  const environment = (more: Record<string, string> = {}) => ({
    PATH: bin,
    SIGMA_EXTERNAL_AI_CACHE: join(folder, "cache"),
    ...more,
  });

  it.each(["chromium", "google-chrome", "msedge"])("takes %s from PATH", async (name) => {
    const command = writeProgram(bin, name, VERSION);
    expect(await obtainChromium({ env: environment() })).toEqual({
      command,
      version: "150.0.7000",
      source: "path",
      binDirs: [],
    });
  });

  it("takes the one that CHROME_PATH names before one on PATH", async () => {
    writeProgram(bin, "chromium", VERSION);
    const command = writeProgram(join(folder, "own"), "my-chrome", VERSION);
    const env = environment({ CHROME_PATH: command });
    expect(await obtainChromium({ env })).toMatchObject({ command });
  });

  // Elsewhere nothing is installed; there, a stand-in for apt-get is asked.
  it("says in one line what is missing", async () => {
    const old = writeProgram(bin, "chromium", `console.log("Chromium 99.0.1.2")`);
    writeProgram(bin, "apt-get", `console.error("E: no network"); process.exit(100)`);
    await expect(obtainChromium({ env: environment() })).rejects.toMatchObject({
      code: "TOOL_MISSING",
      message: expect.stringMatching(
        new RegExp(
          `^chromium is missing: PATH: ${old} is version 99.0.1, older than 120.0.0, no chromium-browser, .*; package: ` +
            `${isDebianRoot ? "E: no network" : "(?:only root|this is not).*"}\\. Install Chromium, .* CHROME_PATH\\.$`,
        ),
      ),
    });
  });

  (isDebianRoot ? it : it.skip)("installs Debian's package, as root", async () => {
    const log = join(folder, "log");
    writeProgram(
      bin,
      "apt-get",
      `const { appendFileSync, writeFileSync } = require("node:fs");
      const args = process.argv.slice(2);
      appendFileSync(${JSON.stringify(log)}, args.join(" ") + "\\n");
      const browser = "#!" + process.execPath + "\\n" + ${JSON.stringify(VERSION)};
      if (args.includes("install")) writeFileSync(${JSON.stringify(join(bin, "chromium"))}, browser, { mode: 0o755 });`,
    );
    const steps: string[] = [];
    const copy = await obtainChromium({
      env: environment(),
      progress: (step) => void steps.push(step),
    });
    expect(copy).toMatchObject({ command: join(bin, "chromium"), source: "path" });
    expect(readFileSync(log, "utf8")).toMatch(
      /update\n.*install -y --no-install-recommends chromium\n$/,
    );
    expect(steps).toEqual([
      "reading the list of Debian's packages",
      "installing Debian's package chromium",
    ]);
  });
});
