/** `npm run check`: everything about the sources that needs no test run. Every check runs; the first that fails decides. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { styleText } from "node:util";

const root = join(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);

const CHECKS: [name: string, command: string, ...args: string[]][] = [
  ["types", bin("tsc"), "-p", "."],
  ["lint, with the import rule", bin("oxlint"), "--type-aware", "--deny-warnings"],
  ["format", bin("oxfmt"), "--check", "."],
  ["generated files", process.execPath, "scripts/generate.ts", "--check"],
  ["build", process.execPath, "scripts/build.ts"],
  ["packaging: publint", bin("publint"), "--strict", "--pack", "npm"],
  // Every export is an ES module, which `require` loads too from Node 22 on; older resolutions use main and typesVersions.
  [
    "packaging: types",
    bin("attw"),
    "--pack",
    ".",
    "--ignore-rules",
    "cjs-resolves-to-esm",
    "--exclude-entrypoints",
    "package.json",
  ],
];

const failed = CHECKS.filter(([name, command, ...args]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  const passed = status === 0;
  console.log(`${passed ? styleText("green", "ok    ") : styleText("red", "FAILED")}  ${name}`);
  if (!passed) console.log(`${stdout}${stderr}`);
  return !passed;
});

console.log(
  failed.length === 0 ? "check: clean" : `check: ${failed.length} of ${CHECKS.length} failed`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
