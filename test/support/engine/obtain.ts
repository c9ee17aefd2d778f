import { dirname } from "node:path";
import { binFolder, cacheFolder, entryFolder, readEntry } from "./cache.ts";
import { executableIn } from "./executable.ts";
import { toolMissing } from "./failure.ts";
import { makeCopyInWorker } from "./in-worker.ts";
import { findOnPath } from "./on-path.ts";
import type { Progress, Tool } from "./tool.ts";

/** A copy of a tool that is ready to be used. */
export interface ToolCopy {
  readonly version: string;
  readonly source: "path" | "cache" | "download" | "build";
  /** The absolute path of its command. */
  readonly command: string;
  /** Folders to put in front of PATH when running it. Empty if it came from PATH. */
  readonly binDirs: readonly string[];
}

/** How a tool is obtained. */
export interface ObtainOptions {
  /** Called with what is being done, often; see `progressReporter`. */
  readonly progress?: Progress;
  /** Stops a long step and deletes what it wrote. */
  readonly signal?: AbortSignal;
  /** Default: this process's. PATH and the cache folder are taken from it. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Finds a tool on PATH or in the project's cache, or else obtains it, which may take minutes and is done once.
 *
 * @throws an error with the code `TOOL_MISSING` and a message of one line if it cannot be had
 */
export async function obtainTool(tool: Tool, options: ObtainOptions = {}): Promise<ToolCopy> {
  const { env = process.env, progress = () => {}, signal } = options;
  const onPath = await findOnPath(tool, env, signal);
  if ("command" in onPath) return { ...onPath, source: "path", binDirs: [] };
  signal?.throwIfAborted();

  const cache = cacheFolder(env);
  const cached = fromCache(tool, cache, "cache");
  if (cached) return cached;

  const outcome = await makeCopyInWorker({ tool, cache }, { env, progress, signal });
  if ("source" in outcome) {
    const copy = fromCache(tool, cache, outcome.source);
    if (copy) return copy;
  }
  const reasons = "reasons" in outcome ? outcome.reasons : ["the cache was emptied meanwhile"];
  const tried = [`PATH: ${onPath.reason}`, ...reasons].join("; ");
  throw toolMissing(`${tool.name} is missing: ${tried}. ${tool.advice}`);
}

function fromCache(
  tool: Tool,
  cache: string,
  source: "cache" | "download" | "build",
): ToolCopy | undefined {
  const entry = entryFolder(cache, tool);
  const command = executableIn(binFolder(entry), tool.executables[0]);
  if (!readEntry(entry, tool) || command === undefined) return undefined;
  return { version: tool.version, source, command, binDirs: [dirname(command)] };
}
