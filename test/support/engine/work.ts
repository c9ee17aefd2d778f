import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "./tool.ts";

/** What a way of obtaining a tool works with. */
export interface Work {
  /** What is obtained, for messages: name and version. */
  readonly label: string;
  /** A folder for everything it writes; deleted afterwards. */
  readonly folder: string;
  /** Where it puts the executables. Exists. */
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Runs `body` with a new folder in the cache, and deletes the folder however `body` ends. Folders of the same name that
 * a killed process left behind are deleted first; hence only one process at a time may use a name.
 */
export async function withWorkFolder<T>(
  cache: string,
  name: string,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const prefix = `work-${name}-`;
  for (const left of await readdir(cache)) {
    if (left.startsWith(prefix)) await remove(join(cache, left));
  }
  const folder = await mkdtemp(join(cache, prefix));
  try {
    return await body(folder);
  } finally {
    await remove(folder);
  }
}

async function remove(folder: string): Promise<void> {
  // Programs that were just killed may still be letting go of their files.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
