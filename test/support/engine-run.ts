import { stripVTControlCharacters } from "node:util";
import type { RunResult } from "./engine/run.ts";

/** How a command of an engine ended. */
export interface EngineRun {
  /** Exit status; null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Both, as a person would see them. */
  output: string;
}

/** Puts the lines that a command wrote together again, without colours, which not every engine leaves out when asked to. */
export function engineRun(result: RunResult): EngineRun {
  const [stdout, stderr] = [plain(result.stdout), plain(result.stderr)];
  return { code: result.code, stdout, stderr, output: `${stdout}\n${stderr}` };
}

function plain(lines: readonly string[]): string {
  return stripVTControlCharacters(lines.join("\n"));
}
