import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { obtainTool } from "../../support/engine/obtain.ts";
import { run } from "../../support/engine/run.ts";
import type { PipDownload, Tool } from "../../support/engine/tool.ts";
import { gadgetBy, temporaryFolder, writeProgram } from "./fakes.ts";

/** A stand-in for Python. Its own pip is there unless told otherwise; that of an environment always is. */
const PYTHON = `
const { appendFileSync, copyFileSync, mkdirSync } = require("node:fs");
const { argv, env } = process;
const args = argv.slice(2);
appendFileSync(env.FAKE_LOG, args.join(" ") + "\\n");
const isEnvironment = argv[1].includes("environment");
if (args[0] === "-c") console.log((env.FAKE_VERSION ?? "3.13.1") + "\\n" + argv[1]);
if (args[1] === "venv" && env.FAKE_NO_VENV) { console.error("ensurepip is not available"); process.exit(1); }
if (args[1] === "venv") {
  mkdirSync(args[2] + "/bin", { recursive: true });
  copyFileSync(argv[1], args[2] + "/bin/python");
}
if (args[1] === "pip" && env.FAKE_NO_PIP && !isEnvironment) { console.error("No module named pip"); process.exit(1); }
if (args[2] === "install" && env.FAKE_MISMATCH) { console.error("THESE PACKAGES DO NOT MATCH THE HASHES"); process.exit(1); }
if (args[0] === "-P") console.log("gadget 2.1.0 of " + env.PYTHONPATH);
`;

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  writeFileSync(join(folder, "log"), "");
  writeFileSync(join(folder, "requirements.txt"), "gadget==2.1.0 --hash=sha256:0\n");
});
afterEach(() => remove());

const tool = (own: Partial<PipDownload> = { module: "gadget_module" }): Tool =>
  gadgetBy(folder, {
    kind: "download",
    by: "pip",
    requirements: join(folder, "requirements.txt"),
    executable: "gadget",
    python: "3.11",
    limitSeconds: 60,
    ...own,
  });
const obtain = (env: Record<string, string> = {}, wanted = tool()) => {
  const own = { PATH: join(folder, "bin"), SIGMA_EXTERNAL_AI_CACHE: join(folder, "cache") };
  return obtainTool(wanted, { env: { ...own, FAKE_LOG: join(folder, "log"), ...env } });
};
const calls = (): string[] => readFileSync(join(folder, "log"), "utf8").split("\n");

it.each([
  ["its own pip", {}, 0],
  ["the pip of an environment, where it has none", { FAKE_NO_PIP: "1" }, 1],
])("Python installs a package with %s", async (_, env, environments) => {
  writeProgram(join(folder, "bin"), "python3", PYTHON);
  expect(await obtain(env)).toMatchObject({ source: "download", version: "2.1.0" });
  expect(calls().filter((line) => line.startsWith("-m venv"))).toHaveLength(environments);
  const install = calls().find((line) => line.startsWith("-m pip install"));
  expect(install).toMatch(/--require-hashes .*--target \S+\/copy\/lib -r \S+\/requirements\.txt$/);
  expect(await obtain(env)).toMatchObject({ source: "cache" });
});

it.each([
  ["no Python", undefined, {}, /python3 is not on PATH/],
  ["an old one", PYTHON, { FAKE_VERSION: "3.9.2" }, /python3 is version 3\.9\.2, older than 3\.11/],
  [
    "neither pip nor venv",
    PYTHON,
    { FAKE_NO_PIP: "1", FAKE_NO_VENV: "1" },
    /no pip, and venv: ens/,
  ],
  ["a wrong checksum", PYTHON, { FAKE_MISMATCH: "1" }, /pip: THESE PACKAGES DO NOT MATCH/],
])("%s is told", async (_, python, env, message) => {
  if (python !== undefined) writeProgram(join(folder, "bin"), "python3", python);
  await expect(obtain(env)).rejects.toThrow(message);
});

it("where no module is named, the script is a Python with the packages, and with those of its caller", async () => {
  writeProgram(join(folder, "bin"), "python3", PYTHON);
  const { probe, ...python } = tool({});
  const { command } = await obtain({}, python);
  const env = { PATH: process.env["PATH"], FAKE_LOG: join(folder, "log"), PYTHONPATH: "/own" };
  const { stdout } = await run(command, ["-P"], { env, limitSeconds: 20 });
  expect(stdout).toEqual([expect.stringMatching(/^gadget 2\.1\.0 of \S+\/bin\/\.\.\/lib:\/own$/)]);
});
