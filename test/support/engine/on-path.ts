import { mkdtemp, rm } from "node:fs/promises";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, sep } from "node:path";
import { executableIn } from "./executable.ts";
import { askVersion } from "./probe.ts";
import type { Probe, Tool } from "./tool.ts";
import { formatVersion, isAtLeast } from "./version.ts";

/** A copy of a tool that PATH leads to. */
export interface CopyOnPath {
  readonly command: string;
  readonly version: string;
}

/**
 * Looks for a copy on PATH that serves: its version is in the range of the tool's probe, and its other executables are
 * beside it or on PATH. Folders inside `node_modules` do not count, because what npm puts there under a tool's name
 * may be a script that downloads the tool. The user's home folder is not written to.
 *
 * @returns the first such copy, or why none serves
 */
export async function findOnPath(
  tool: Tool,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<CopyOnPath | { readonly reason: string }> {
  const { probe } = tool;
  if (!probe) return { reason: "not taken from PATH" };
  const folders = foldersOf(env);
  const reasons: string[] = [];
  const home = await mkdtemp(join(tmpdir(), `${tool.name}-home-`));
  try {
    for (const folder of folders) {
      const command = executableIn(folder, tool.executables[0]);
      if (command === undefined || isInNodeModules(realpathSync(command))) continue;
      const verdict = await judge(command, { tool, probe, folders, home, env, signal });
      if ("version" in verdict) return { command, version: verdict.version };
      reasons.push(`${command} ${verdict.reason}`);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  return { reason: reasons.join(", ") || `no ${tool.executables[0]}` };
}

interface Judgement {
  readonly tool: Tool;
  readonly probe: Probe;
  readonly folders: readonly string[];
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

async function judge(
  command: string,
  { tool, probe, folders, home, env, signal }: Judgement,
): Promise<{ version: string } | { reason: string }> {
  const answer = await askVersion(command, probe, { home, env, signal });
  if ("reason" in answer) return answer;
  const version = formatVersion(answer.version);
  if (!isAtLeast(answer.version, probe.from)) {
    return { reason: `is version ${version}, older than ${probe.from}` };
  }
  if (isAtLeast(answer.version, probe.below)) {
    return { reason: `is version ${version}, not older than ${probe.below}` };
  }
  const reachable = [dirname(command), dirname(realpathSync(command)), ...folders];
  const missing = tool.executables.find(
    (name) => !reachable.some((folder) => executableIn(folder, name) !== undefined),
  );
  return missing === undefined ? { version } : { reason: `lacks ${missing}` };
}

function foldersOf(env: NodeJS.ProcessEnv): string[] {
  const path = env["PATH"] ?? env["Path"] ?? "";
  return path.split(delimiter).filter((folder) => folder !== "" && !isInNodeModules(folder));
}

function isInNodeModules(path: string): boolean {
  return path.split(sep).includes("node_modules");
}
