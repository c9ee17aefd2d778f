import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tool, Way } from "../../support/engine/tool.ts";

/** What a stand-in for `go` reads from its environment. */
export interface FakeGo {
  /** What `go version` tells. */
  FAKE_GO_VERSION?: string;
  /** Set: `go build` starts a child, writes both process numbers to this file, and never ends. */
  FAKE_GO_HANG?: string;
  /** Set: `go build` says this and fails. */
  FAKE_GO_ERROR?: string;
  /** What `go mod download -json` answers. Default: the folder of a module that it has downloaded. */
  FAKE_GO_MODULE?: string;
  /** Set: `go mod download` says this and fails. */
  FAKE_GO_MODULE_ERROR?: string;
  /** Every call is noted in this file. */
  FAKE_GO_LOG?: string;
}

const goProgram = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
const { spawn } = require("node:child_process");
const { env } = process;
const [verb, ...args] = process.argv.slice(2);
if (env.FAKE_GO_LOG) {
  appendFileSync(env.FAKE_GO_LOG, JSON.stringify({ verb, args, cwd: process.cwd(), env }) + "\\n");
}
if (verb === "version") console.log("go version go" + (env.FAKE_GO_VERSION ?? "1.26.8") + " linux/amd64");
if (verb === "mod") {
  const Dir = env.GOMODCACHE + "/" + args.at(-1) + "@v2.1.0";
  mkdirSync(Dir, { recursive: true });
  writeFileSync(Dir + "/go.mod", "module " + args.at(-1));
  if (env.FAKE_GO_MODULE_ERROR) console.error(env.FAKE_GO_MODULE_ERROR);
  if (!env.FAKE_GO_MODULE_ERROR || env.FAKE_GO_MODULE) console.log(env.FAKE_GO_MODULE ?? JSON.stringify({ Dir }));
  if (env.FAKE_GO_MODULE_ERROR || /"Error"/.test(env.FAKE_GO_MODULE)) process.exit(1);
}
if (verb === "list") {
  console.error("go: downloading example.com/module v1.0.0");
  console.log("example.com/one\\nexample.com/two");
}
if (verb === "build") {
  if (env.FAKE_GO_ERROR) {
    console.error(env.FAKE_GO_ERROR);
    process.exit(1);
  }
  if (env.FAKE_GO_HANG) {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    writeFileSync(env.FAKE_GO_HANG, JSON.stringify([process.pid, child.pid]));
    setInterval(() => {}, 1000);
  }
  console.error("example.com/one");
  if (!env.FAKE_GO_HANG) {
    console.error("example.com/two");
    const output = args[args.indexOf("-o") + 1];
    writeFileSync(output, "#!" + process.execPath + "\\nconsole.log('gadget v2.1.0')", { mode: 0o755 });
  }
}
`;

/** A new folder, and what deletes it. Its path has no symbolic links. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "engine-test-")));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes an executable in JavaScript, and makes its folder. */
export function writeProgram(folder: string, name: string, code: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\n${code}`, { mode: 0o755 });
  return file;
}

/** Writes a gadget and its helper. */
export function writeGadget(folder: string, version: string): string {
  writeProgram(folder, "gadget-helper", "");
  return writeProgram(folder, "gadget", `console.log("gadget v${version}")`);
}

/** Writes a stand-in for `go`. */
export function writeGo(folder: string): string {
  return writeProgram(folder, "go", goProgram);
}

/** A tool whose official download fails at once, and which a stand-in for `go` builds. */
export function gadget(
  folder: string,
  download = `console.error("no network"); process.exit(1)`,
): Tool {
  const recipe = join(folder, "recipe");
  mkdirSync(recipe, { recursive: true });
  writeFileSync(join(recipe, "go.mod"), "module recipe\n");
  return {
    name: "gadget",
    version: "2.1.0",
    executables: ["gadget", "gadget-helper"],
    probe: {
      args: ["version"],
      environment: { GADGET_QUIET: "1" },
      homeVariable: "GADGET_HOME",
      from: "2.0.0",
      below: "3.0.0",
    },
    ways: [
      {
        kind: "download",
        by: "npm",
        script: writeProgram(folder, "download.cjs", download),
        args: ["version"],
        environment: { GADGET_VERSION: "2.1.0" },
        homeVariable: "GADGET_HOME",
        bin: "versions/2.1.0/bin",
        limitSeconds: 60,
      },
      {
        kind: "build",
        go: "1.26",
        programs: [
          { executable: "gadget", recipe, package: "example.com/gadget", ldflags: "-s -w" },
        ],
        scripts: [{ executable: "gadget-helper", posix: "#!/bin/sh\n", windows: "" }],
        limitSeconds: 60,
      },
    ],
    advice: "Install gadget 2 or Go 1.26.",
  };
}

/** A tool like {@link gadget}, obtained in one way alone. */
export function gadgetBy(folder: string, way: Way): Tool {
  return { ...gadget(folder), executables: ["gadget"], ways: [way] };
}

/** The calls that a stand-in for `go` noted. */
export function goCalls(
  log: string,
): { verb: string; args: string[]; cwd: string; env: Record<string, string> }[] {
  return readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** What a cache has beside what Go has compiled, which stays there. */
export function copiesIn(cache: string): string[] {
  return readdirSync(cache).filter((name) => name !== "go-build");
}
