import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { executableIn } from "./executable.ts";
import type { Tool } from "./tool.ts";

/** How a copy in the cache was obtained. */
export interface Obtained {
  readonly tool: string;
  readonly version: string;
  readonly how: "download" | "build";
  /** When, as an ISO 8601 time. */
  readonly at: string;
}

/** The file in a copy's folder that holds its {@link Obtained}. */
export const noteFile = "obtained.json";

/**
 * The project's own cache folder, below which everything that obtaining writes stays: `SIGMA_EXTERNAL_AI_CACHE`, or
 * `sigma-external-ai` in the user's cache folder. It may be deleted at any time.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = env["SIGMA_EXTERNAL_AI_CACHE"];
  return own ? resolve(own) : join(userCacheFolder(env), "sigma-external-ai");
}

/** The folder of a tool's copy for this platform. It appears there whole, or not at all. */
export function entryFolder(cache: string, tool: Tool): string {
  return join(cache, `${tool.name}-${tool.version}-${process.platform}-${process.arch}`);
}

/** The folder with the executables of a copy. */
export function binFolder(entry: string): string {
  return join(entry, "bin");
}

/** The first executable of a tool that a copy lacks. */
export function missingExecutable(entry: string, tool: Tool): string | undefined {
  return tool.executables.find((name) => executableIn(binFolder(entry), name) === undefined);
}

/** Reads how a copy was obtained. Undefined if there is no copy, or if it lacks an executable. */
export function readEntry(entry: string, tool: Tool): Obtained | undefined {
  if (missingExecutable(entry, tool) !== undefined) return undefined;
  try {
    const obtained: Obtained = JSON.parse(readFileSync(join(entry, noteFile), "utf8"));
    return obtained.version === tool.version ? obtained : undefined;
  } catch {
    return undefined;
  }
}

function userCacheFolder(env: NodeJS.ProcessEnv): string {
  const xdg = env["XDG_CACHE_HOME"];
  // The XDG specification: a relative path is to be ignored.
  if (xdg && isAbsolute(xdg)) return xdg;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32") {
    return env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  }
  return join(homedir(), ".cache");
}
