import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  binFolder,
  entryFolder,
  missingExecutable,
  noteFile,
  type Obtained,
  readEntry,
} from "./cache.ts";
import { executableIn } from "./executable.ts";
import { buildWithGo } from "./go-build.ts";
import { withLock } from "./lock.ts";
import { downloadWithNpm } from "./npm-download.ts";
import { downloadWithPip } from "./pip-download.ts";
import { askVersion } from "./probe.ts";
import { downloadRelease } from "./release-download.ts";
import type { Progress, Tool, Way } from "./tool.ts";
import { formatVersion } from "./version.ts";
import { withWorkFolder, type Work } from "./work.ts";

/** How a copy came to be in the cache, or why each way of obtaining it failed. */
export type Outcome =
  | { readonly source: "cache" | "download" | "build" }
  | { readonly reasons: readonly string[] };

interface Options {
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Puts a copy of a tool into the cache, by the first of the tool's ways that succeeds. If another process is at it, waits
 * for that one's copy instead. Whatever happens, the cache then has a whole copy or none, and nothing else is left.
 *
 * @throws what goes wrong with the cache folder itself, or an abort while waiting
 */
export async function makeCopy(tool: Tool, cache: string, options: Options): Promise<Outcome> {
  const entry = entryFolder(cache, tool);
  await mkdir(cache, { recursive: true });
  const onWait = (pid: number | undefined): void =>
    options.progress(
      `waiting for another process to obtain ${tool.name}`,
      pid === undefined ? undefined : `process ${pid}`,
    );
  return await withLock(`${entry}.lock`, { onWait, signal: options.signal }, async () => {
    if (readEntry(entry, tool)) return { source: "cache" };
    return await withWorkFolder(cache, basename(entry), async (folder) => {
      const reasons: string[] = [];
      for (const way of tool.ways) {
        const attempt = join(folder, way.kind);
        const reason = await tryWay(way, tool, attempt, options);
        if (reason === undefined) {
          await putInPlace(join(attempt, "copy"), entry, tool);
          return { source: way.kind };
        }
        reasons.push(`${way.kind} failed (${reason})`);
        if (options.signal.aborted) break;
      }
      return { reasons };
    });
  });
}

async function tryWay(
  way: Way,
  tool: Tool,
  folder: string,
  options: Options,
): Promise<string | undefined> {
  const copy = join(folder, "copy");
  const label = `${tool.name} ${tool.version}`;
  const work: Work = { ...options, label, folder, bin: binFolder(copy) };
  await mkdir(work.bin, { recursive: true });
  const failure = await obtainBy(way, work);
  if (failure !== undefined) return failure;
  const unusable = await whyUnusable(copy, tool, work);
  if (unusable !== undefined) return unusable;
  const obtained: Obtained = {
    tool: tool.name,
    version: tool.version,
    how: way.kind,
    at: new Date().toISOString(),
  };
  await writeFile(join(copy, noteFile), `${JSON.stringify(obtained, undefined, 2)}\n`);
  return undefined;
}

async function obtainBy(way: Way, work: Work): Promise<string | undefined> {
  if (way.kind === "build") return await buildWithGo(way, work);
  if (way.by === "npm") return await downloadWithNpm(way, work);
  return way.by === "pip" ? await downloadWithPip(way, work) : await downloadRelease(way, work);
}

async function whyUnusable(copy: string, tool: Tool, work: Work): Promise<string | undefined> {
  const missing = missingExecutable(copy, tool);
  if (missing !== undefined) return `${missing} is not there`;
  const command = executableIn(work.bin, tool.executables[0]);
  if (!tool.probe || command === undefined) return undefined;
  const home = join(work.folder, "probe-home");
  const answer = await askVersion(command, tool.probe, { ...work, home });
  if ("reason" in answer) return `${tool.executables[0]} ${answer.reason}`;
  const version = formatVersion(answer.version);
  return version === tool.version ? undefined : `${tool.executables[0]} is version ${version}`;
}

async function putInPlace(copy: string, entry: string, tool: Tool): Promise<void> {
  // The lock makes it unlikely that another process has just put one there; using that one is right then.
  if (readEntry(entry, tool)) return;
  await rm(entry, { recursive: true, force: true });
  await rename(copy, entry);
}
