import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { zipOf } from "../../support/zip-of.ts";
import { MAIN, runCommand, withCompileCache } from "./support/command.ts";
import { outcomeOf } from "./support/outcome.ts";

const KEY = 'sk-SENTINEL/one+"\\%&=1111';
const ENV = { OPENAI_KEY: KEY, AZURE_KEY: "of-somebody-else-2222\n" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leak-scan-"));
  await writeFile(join(folder, "clean.log"), "nothing");
  await writeFile(join(folder, "state"), `{"key":${JSON.stringify(KEY)}}`);
  await writeFile(join(folder, "plan"), zipOf([{ name: "tfplan", text: `x${KEY}` }]));
  await writeFile(join(folder, "broken.gz"), gzipSync("something").subarray(0, -9));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe("ends with", () => {
  it.each<[number, string, string[], string]>([
    [0, "nothing found", ["clean.log"], "1 file searched: no key was found\n"],
    [
      1,
      "a key in a state, and in a plan file",
      ["clean.log", "state", "plan"],
      `found       FOLDER/state: OPENAI_KEY (json)
found       FOLDER/plan: tfplan: OPENAI_KEY (plain)
3 files searched: keys were found in 2 files\n`,
    ],
    [
      1,
      "a key, and something that cannot be searched",
      ["."],
      `unreadable  FOLDER/broken.gz: what is packed in it ends early
found       FOLDER/plan: tfplan: OPENAI_KEY (plain)
found       FOLDER/state: OPENAI_KEY (json)
4 files searched: keys were found in 2 files; 1 could not be searched\n`,
    ],
    [
      3,
      "nothing found, but something that cannot be searched",
      ["clean.log", "broken.gz", "no-file"],
      `unreadable  FOLDER/broken.gz: what is packed in it ends early
unreadable  FOLDER/no-file: there is no such file (ENOENT)
2 files searched: no key was found; 2 could not be searched\n`,
    ],
  ])("%i for %s", async (code, _, paths, stdout) => {
    const ending = await ended([...paths.map((path) => join(folder, path)), ...ENVS]);
    expect({ ...ending, stdout: ending.stdout.replaceAll(folder, "FOLDER") }).toEqual({
      code,
      stdout,
      stderr: "",
    });
  });
});

const ENVS = ["--env", "OPENAI_KEY", "--env", "AZURE_KEY"];

it("reads standard input, and takes the line break of a file for no part of a key", async () => {
  expect(await ended([...ENVS, "-"], { input: "x of-somebody-else-2222 x" })).toMatchObject({
    code: 1,
    stdout: "found       -: AZURE_KEY (plain)\n1 file searched: keys were found in 1 file\n",
  });
});

// The shell of Windows has no pipes with names.
const onPosix = process.platform === "win32" ? it.skip : it;

onPosix.each([
  ["a key", `cat state`, 1, `keys were found in 1 file\n`],
  ["no key", `cat clean.log`, 0, "no key was found\n"],
  [
    "a key behind more than a pipe holds",
    `head -c 3000000 /dev/zero; cat state`,
    1,
    `keys were found in 1 file\n`,
  ],
  ["nothing", `true`, 3, "no key was found; 1 could not be searched\n"],
])("a pipe that the shell names, with %s", async (_, from, code, end) => {
  const script = `exec "$0" "$1" leak-scan --env OPENAI_KEY <(${from})`;
  const child = spawn("bash", ["-c", script, process.execPath, MAIN], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: folder,
    env: withCompileCache({ PATH: process.env["PATH"], ...ENV }),
  });
  const { code: status, stdout, stderr } = await outcomeOf(child);
  expect([status, stderr]).toEqual([code, ""]);
  expect(stdout.endsWith(`1 file searched: ${end}`)).toBe(true);
});

it("--json prints one line, without a key", async () => {
  const { code, stdout, stderr } = await ended([folder, ...ENVS, "--json"]);
  expect([code, stdout.match(/\n/g)?.length, stderr]).toEqual([1, 1, ""]);
  expect(stdout).not.toContain("SENTINEL");
  expect(JSON.parse(stdout)).toEqual({
    found: [
      { file: join(folder, "plan"), member: "tfplan", key: "OPENAI_KEY", forms: ["plain"] },
      { file: join(folder, "state"), key: "OPENAI_KEY", forms: ["json"] },
    ],
    unreadable: [{ file: join(folder, "broken.gz"), why: "what is packed in it ends early" }],
    leftOut: [],
    searched: 4,
  });
});

describe("what cannot be understood ends with 2", () => {
  it.each<[string, string[], string, Record<string, string>?]>([
    ["no path", ["--env", "OPENAI_KEY"], "missing required argument 'path'"],
    ["no key", ["."], "required option '--env <name>' not specified"],
    ["a variable that is not set", [".", "--env", "NO_KEY"], "NO_KEY is not set, or empty"],
    ["a variable that is empty", [".", "--env", "NO_KEY"], "NO_KEY is not set", { NO_KEY: "\n" }],
    ["a short key", [".", "--env", "SHORT"], "the key in SHORT is too short", { SHORT: "abc1234" }],
    ["a key for a name", [".", "--env", "sk-SENTINEL-1234"], "variable [secret] is not set"],
    ["an option that there is not", [".", "--env", "OPENAI_KEY", "--nothing"], "unknown option"],
  ])("%s", async (_, args, says, env = {}) => {
    const { code, stdout, stderr } = await ended(args, { env });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/SENTINEL|abc1234/);
  });
});

it("--help teaches with examples and exit statuses", async () => {
  const { code, stdout } = await ended(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai leak-scan --env OPENAI_API_KEY .");
  expect(stdout).toContain("Exit status: 0 nothing was found, 1 a key was found, 3");
});

interface Ran {
  input?: string;
  env?: Record<string, string>;
}

async function ended(args: readonly string[], { input = "", env = {} }: Ran = {}) {
  return runCommand(["leak-scan", ...args], {
    input,
    env: { PATH: process.env["PATH"], ...ENV, ...env },
  });
}
