import type { RunResult } from "./run.ts";
import { failureOf } from "./run.ts";

/** Runs `go` in a folder. */
export type Go = (
  args: string[],
  cwd: string,
  onLine?: (line: string) => void,
) => Promise<RunResult>;

/**
 * Downloads a module in the version that a recipe pins, where Go has not done so yet.
 *
 * @returns the folder with the module's files, which are not to be changed; or why there is none
 */
export async function downloadModule(
  go: Go,
  module: string,
  recipe: string,
): Promise<{ folder: string } | { reason: string }> {
  const download = await go(["mod", "download", "-json", module], recipe);
  const { Dir, Error: error }: ModuleDownload = JSON.parse(download.stdout.join("\n") || "{}");
  const failure = failureOf(download);
  if (failure !== undefined) {
    // A wrong checksum is told on the first of several lines, what the registry says in the answer.
    const said = error ?? download.stderr[0] ?? failure;
    return { reason: download.stopped ?? said.split("\n", 1).join("") };
  }
  if (Dir === undefined) return { reason: `go does not tell where it put ${module}` };
  return { folder: Dir };
}

/** What `go mod download -json` tells. */
interface ModuleDownload {
  readonly Dir?: string;
  readonly Error?: string;
}
