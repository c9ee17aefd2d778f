import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { entryFolder } from "../../support/engine/cache.ts";
import { obtainTool } from "../../support/engine/obtain.ts";
import type { Progress, Tool } from "../../support/engine/tool.ts";
import {
  copiesIn,
  type FakeGo,
  gadget,
  goCalls,
  temporaryFolder,
  writeGadget,
  writeGo,
} from "./fakes.ts";

const downloads = `
  const { mkdirSync, writeFileSync } = require("node:fs");
  const bin = process.env.GADGET_HOME + "/versions/" + process.env.GADGET_VERSION + "/bin";
  mkdirSync(bin, { recursive: true });
  const program = "#!" + process.execPath + "\\nconsole.log('2.1.0')";
  for (const name of ["gadget", "gadget-helper", "gadget-extra"]) {
    writeFileSync(bin + "/" + name, program, { mode: 0o755 });
  }
`;

let folder: string;
let remove: () => void;
let cache: string;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  cache = join(folder, "cache");
  mkdirSync(join(folder, "bin"));
});
afterEach(() => remove());

const environment = (go: FakeGo = {}): NodeJS.ProcessEnv => ({
  PATH: join(folder, "bin"),
  SIGMA_EXTERNAL_AI_CACHE: cache,
  ...go,
});
const entryOf = (tool: Tool): string => entryFolder(cache, tool);

describe("obtainTool", () => {
  it("prefers PATH to everything", async () => {
    const command = writeGadget(join(folder, "bin"), "2.0.5");
    writeGadget(join(entryOf(gadget(folder)), "bin"), "2.1.0");
    expect(await obtainTool(gadget(folder), { env: environment() })).toEqual({
      version: "2.0.5",
      source: "path",
      command,
      binDirs: [],
    });
  });

  it("downloads, then finds that in the cache", async () => {
    writeGo(join(folder, "bin"));
    const env = environment({ FAKE_GO_LOG: join(folder, "log") });
    const tool = gadget(folder, downloads);
    const bin = join(entryOf(tool), "bin");
    const copy = { version: "2.1.0", command: join(bin, "gadget"), binDirs: [bin] };
    expect(await obtainTool(tool, { env })).toEqual({ ...copy, source: "download" });
    expect(await obtainTool(tool, { env })).toEqual({ ...copy, source: "cache" });
    expect(readdirSync(bin).sort()).toEqual(["gadget", "gadget-extra", "gadget-helper"]);
    expect(existsSync(join(folder, "log"))).toBe(false);
    expect(copiesIn(cache)).toHaveLength(1);
  });

  it.each([
    ["fails", undefined],
    ["brings a copy that lacks an executable", downloads.replace(`"gadget-helper", `, "")],
    ["brings another version", downloads.replace("'2.1.0'", "'2.0.0'")],
  ])("builds when the download %s", async (_, download) => {
    writeGo(join(folder, "bin"));
    const steps: string[] = [];
    const progress: Progress = (step, detail) => steps.push([step, detail ?? ""].join(": "));
    const tool = gadget(folder, download);
    const copy = await obtainTool(tool, { env: environment(), progress });
    expect(copy).toMatchObject({ source: "build", version: "2.1.0" });
    expect(steps).toEqual([
      "downloading gadget 2.1.0: ",
      "downloading the Go modules of gadget: ",
      "downloading the Go modules of gadget: 1 modules",
      "building gadget: ",
      "building gadget: 1 of 2 packages",
      "building gadget: 2 of 2 packages",
    ]);
    expect(readdirSync(join(entryOf(tool), "bin")).sort()).toEqual(["gadget", "gadget-helper"]);
    expect(JSON.parse(readFileSync(join(entryOf(tool), "obtained.json"), "utf8"))).toMatchObject({
      version: "2.1.0",
      how: "build",
    });
    expect(copiesIn(cache)).toHaveLength(1);
  });

  it("lets Go write below the cache only", async () => {
    writeGo(join(folder, "bin"));
    const log = join(folder, "log");
    await obtainTool(gadget(folder), {
      env: { ...environment({ FAKE_GO_LOG: log }), GOOS: "aix" },
    });
    const calls = goCalls(log);
    const build = calls.at(-1)?.args ?? [];
    expect(build[build.indexOf("-o") + 1]).toContain(`${cache}/work-`);
    expect(calls.map(({ verb }) => verb)).toEqual(["version", "list", "build"]);
    for (const { cwd, env } of calls) {
      const written = ["GOPATH", "GOMODCACHE", "GOTMPDIR", "TEST_TELEMETRY_DIR"];
      for (const name of written) expect(env[name]).toContain(`${cache}/work-`);
      expect(env["GOCACHE"]).toBe(join(cache, "go-build"));
      expect(cwd).toContain(`${cache}/work-`);
      expect(env).toMatchObject({ GOTOOLCHAIN: "local", CGO_ENABLED: "0" });
      expect(env["GOFLAGS"]).toContain("-mod=readonly -modcacherw");
      expect(env["GOOS"]).toBeUndefined();
    }
  });

  it("makes a new copy where the one in the cache is damaged", async () => {
    writeGo(join(folder, "bin"));
    const tool = gadget(folder);
    mkdirSync(entryOf(tool), { recursive: true });
    writeFileSync(join(entryOf(tool), "left-over"), "");
    expect(await obtainTool(tool, { env: environment() })).toMatchObject({ source: "build" });
    expect(readdirSync(entryOf(tool)).sort()).toEqual(["bin", "obtained.json"]);
  });

  it("deletes what a killed process left", async () => {
    writeGo(join(folder, "bin"));
    const tool = gadget(folder);
    mkdirSync(join(cache, `work-${readableName(tool)}-abcdef`, "go"), { recursive: true });
    await obtainTool(tool, { env: environment() });
    expect(copiesIn(cache)).toEqual([readableName(tool)]);
  });

  it("builds once when it is asked twice at the same time", async () => {
    writeGo(join(folder, "bin"));
    const log = join(folder, "log");
    const env = environment({ FAKE_GO_LOG: log });
    const copies = await Promise.all([
      obtainTool(gadget(folder), { env }),
      obtainTool(gadget(folder), { env }),
    ]);
    expect(copies.map(({ source }) => source).sort()).toEqual(["build", "cache"]);
    expect(goCalls(log).filter(({ verb }) => verb === "build")).toHaveLength(1);
  });

  it.each([
    ["no Go", {}, false, "go is not on PATH"],
    ["an old Go", { FAKE_GO_VERSION: "1.25.4" }, true, "go is version 1.25.4, older than 1.26"],
    ["a broken build", { FAKE_GO_ERROR: "no space left" }, true, "gadget: no space left"],
  ])("says in one line what is missing, with %s", async (_, go: FakeGo, hasGo, reason) => {
    if (hasGo) writeGo(join(folder, "bin"));
    const old = writeGadget(join(folder, "bin"), "1.0.0");
    const progress = jest.fn();
    await expect(
      obtainTool(gadget(folder), { env: environment(go), progress }),
    ).rejects.toMatchObject({
      code: "TOOL_MISSING",
      message:
        `gadget is missing: PATH: ${old} is version 1.0.0, older than 2.0.0; ` +
        `download failed (no network); build failed (${reason}). Install gadget 2 or Go 1.26.`,
    });
    expect(copiesIn(cache)).toEqual([]);
  });

  it("says so when the cache cannot be written to", async () => {
    writeFileSync(cache, "");
    await expect(obtainTool(gadget(folder), { env: environment() })).rejects.toMatchObject({
      code: "TOOL_MISSING",
      message: expect.stringContaining(`; ${cache}: `),
    });
  });
});

function readableName(tool: Tool): string {
  return `${tool.name}-${tool.version}-${process.platform}-${process.arch}`;
}
