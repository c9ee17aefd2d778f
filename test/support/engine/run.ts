import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { codeOf, messageOf } from "./failure.ts";
import {
  endFamily,
  familyOf,
  OWN_GROUP,
} from "../../../provider/operations/engines/process-family.ts";

/** How a program is run. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Its standard input. Default: nothing. */
  readonly input?: string | undefined;
  readonly limitSeconds: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * When `signal` is aborted it gets a SIGINT first, and so long to end in order. Default: it is ended at once, as it always
   * is on Windows.
   */
  readonly graceSeconds?: number | undefined;
  /** Called with every line of its standard error. */
  readonly onLine?: (line: string) => void;
  /** Leaves what it started alone when it has ended by itself, or by another's signal. Default: all of that is ended. */
  readonly keepRest?: boolean;
}

/** How a program that ran ended. */
export interface RunResult {
  /** Its exit status; null if a signal ended it. */
  readonly code: number | null;
  /** The lines of its standard output. */
  readonly stdout: readonly string[];
  /** The lines of its standard error. */
  readonly stderr: readonly string[];
  /** Why it did not run to its own end, if so. */
  readonly stopped?: string;
  /** Whether there is no such program. */
  readonly notFound: boolean;
}

/** A program that was started. */
export interface Started {
  /** Its number, which is that of its process group too; undefined if it could not be started. */
  readonly pid: number | undefined;
  /** The lines of its standard output so far. */
  readonly stdout: readonly string[];
  /** Never rejects. */
  readonly ended: Promise<RunResult>;
}

/**
 * Runs a program without a shell. It and everything it started are gone when this returns, however it ended: on its
 * own, after `limitSeconds`, or because `signal` was aborted. Never rejects.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<RunResult> {
  if (options.signal?.aborted) {
    return { code: null, stdout: [], stderr: [], stopped: "interrupted", notFound: false };
  }
  return await start(command, args, options).ended;
}

/** Starts a program as {@link run} does, for a caller that does something while it runs. */
export function start(command: string, args: readonly string[], options: RunOptions): Started {
  const child = spawn(command, args, {
    env: options.env,
    cwd: options.cwd,
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    windowsHide: true,
    ...OWN_GROUP,
  });
  // It may end without having read all of it.
  child.stdin?.on("error", () => {}).end(options.input);
  const stdout = collectLines(child.stdout);
  const stderr = collectLines(child.stderr, options.onLine);
  return { pid: child.pid, stdout, ended: endOf(child, { stdout, stderr }, options) };
}

async function endOf(
  child: ChildProcess,
  lines: { stdout: string[]; stderr: string[] },
  options: RunOptions,
): Promise<RunResult> {
  let stopped: string | undefined;
  let notFound = false;
  const stop = (why: string): void => {
    stopped ??= why;
    endFamily(child.pid);
  };
  let grace: NodeJS.Timeout | undefined;
  let known: number[] = [];
  const interrupt = (): void => {
    const { graceSeconds } = options;
    const end = (): void => stop("interrupted");
    if (graceSeconds === undefined || child.pid === undefined || process.platform === "win32") {
      end();
      return;
    }
    stopped ??= "interrupted";
    known = familyOf(child.pid);
    child.kill("SIGINT");
    grace = setTimeout(end, graceSeconds * 1000);
  };
  const giveUp = (): void => stop(`gave up after ${options.limitSeconds} s`);
  const limit = setTimeout(giveUp, options.limitSeconds * 1000);
  options.signal?.addEventListener("abort", interrupt);
  if (options.signal?.aborted) interrupt();
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      notFound = codeOf(error) === "ENOENT";
      stopped ??= `could not be started: ${messageOf(error)}`;
      resolve(null);
    });
    // What it left running in the background would keep its pipes open, and "close" waiting.
    if (options.keepRest !== true) {
      child.once("exit", () => endFamily(child.pid, { leaderEnded: true, known }));
    }
    child.once("close", resolve);
  });
  clearTimeout(limit);
  clearTimeout(grace);
  options.signal?.removeEventListener("abort", interrupt);
  return { code, ...lines, notFound, ...(stopped === undefined ? {} : { stopped }) };
}

/** Why a program failed, in one line; undefined if it did not. */
export function failureOf(result: RunResult): string | undefined {
  if (result.stopped !== undefined) return result.stopped;
  if (result.code === 0) return undefined;
  const said = result.stderr.findLast((line) => line.trim() !== "")?.trim();
  return said ?? (result.code === null ? "was killed" : `ended with exit status ${result.code}`);
}

function collectLines(stream: Readable | null, onLine?: (line: string) => void): string[] {
  const lines: string[] = [];
  if (stream === null) return lines;
  createInterface({ input: stream }).on("line", (line) => {
    lines.push(line);
    onLine?.(line);
  });
  return lines;
}
