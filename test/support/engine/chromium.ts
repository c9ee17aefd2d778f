import { mkdir, readFile } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { toolMissing } from "./failure.ts";
import { withLock } from "./lock.ts";
import type { ObtainOptions, ToolCopy } from "./obtain.ts";
import { findOnPath } from "./on-path.ts";
import { failureOf, run } from "./run.ts";
import type { Progress, Tool } from "./tool.ts";

/** The browser in which tests open pages, as a tool. What it is called depends on who packed it. */
export const chromium: Tool = {
  name: "chromium",
  version: "120.0.0",
  executables: ["chromium"],
  probe: {
    args: ["--version"],
    environment: {},
    homeVariable: "HOME",
    // The first whose headless mode is the browser that people use.
    from: "120.0.0",
    below: "1000.0.0",
  },
  ways: [],
  advice:
    "Install Chromium, Chrome or Edge 120 or later on PATH, or name its executable in CHROME_PATH.",
};

/** Its other names on PATH, in the order in which they are looked for. */
const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "msedge",
] as const;

/**
 * Finds a browser: the one that `CHROME_PATH` names, else one on PATH. Where there is none, root on Debian gets the
 * distribution's package, once. There it stays, as with every package of the system.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainChromium(options: ObtainOptions = {}): Promise<ToolCopy> {
  const { env = process.env, progress = () => {}, signal } = options;
  const found = await findBrowser(env, signal);
  if ("command" in found) return found;
  signal?.throwIfAborted();
  const failure = await installPackage(env, progress, signal);
  const installed = failure === undefined ? await findBrowser(env, signal) : found;
  if ("command" in installed) return installed;
  const reasons = `${installed.reason}${failure === undefined ? "" : `; package: ${failure}`}`;
  throw toolMissing(`${chromium.name} is missing: ${reasons}. ${chromium.advice}`);
}

async function findBrowser(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<ToolCopy | { reason: string }> {
  const named = env["CHROME_PATH"];
  const places =
    named === undefined || named === ""
      ? NAMES.map((name) => ({ name, env }))
      : [{ name: basename(named, ".exe"), env: { ...env, PATH: dirname(named) } }];
  const reasons = new Set<string>();
  for (const place of places) {
    const tool: Tool = { ...chromium, executables: [place.name] };
    const copy = await findOnPath(tool, place.env, signal);
    if ("command" in copy) return { ...copy, source: "path", binDirs: [] };
    reasons.add(copy.reason);
  }
  const where = named === undefined || named === "" ? "PATH" : "CHROME_PATH";
  return { reason: `${where}: ${[...reasons].join(", ")}` };
}

/** @returns why it failed; undefined if the package is installed */
async function installPackage(
  env: NodeJS.ProcessEnv,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return "only root may install it";
  if (!(await isDebian())) return "this is not Debian";
  const cache = cacheFolder(env);
  await mkdir(cache, { recursive: true });
  const onWait = (): void => progress(`waiting for another process to install ${chromium.name}`);
  const never = new AbortController().signal;
  return await withLock(join(cache, "chromium.lock"), { onWait, signal: signal ?? never }, () =>
    aptGet(env, progress, signal),
  );
}

/** Another process may have installed it meanwhile; then this does nothing. */
async function aptGet(
  env: NodeJS.ProcessEnv,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const install = ["install", "-y", "--no-install-recommends", chromium.name];
  for (const [step, args] of [
    ["reading the list of Debian's packages", ["update"]],
    [`installing Debian's package ${chromium.name}`, install],
  ] as const) {
    progress(step);
    const result = await run("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { ...env, DEBIAN_FRONTEND: "noninteractive", PATH: withSystem(env["PATH"]) },
      limitSeconds: LIMIT,
      signal,
      // Killed in the middle it would leave a package half installed.
      graceSeconds: 60,
    });
    const failure = failureOf(result);
    if (failure !== undefined) return result.notFound ? "there is no apt-get" : failure;
  }
  return undefined;
}

/** Seconds. */
const LIMIT = 900;

/** Where the scripts of packages find their programs. */
function withSystem(path = ""): string {
  return [path, "/usr/local/sbin", "/usr/sbin", "/sbin"].join(delimiter);
}

async function isDebian(): Promise<boolean> {
  const text = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(?:_LIKE)?=.*\bdebian\b/m.test(text);
}
