import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { endFamily, OWN_GROUP, signalGroup } from "./process-family.ts";

/** How a command of an engine is run. */
export interface EngineOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Interrupts it, as Ctrl-C does; what has not ended after `grace` is killed. */
  signal: AbortSignal;
  /** The longest it may take, in milliseconds. */
  limit: number;
  /** What it may take to end in order, in milliseconds, once it is interrupted. Default: 10 s. */
  grace?: number;
}

/** How a command of an engine ended. */
export interface EngineRun {
  /** `itself` with its exit status; otherwise why it did not come that far. */
  ended: "itself" | "not installed" | "interrupted" | "out of time" | "too much output";
  /** Exit status; null where a signal ended it. */
  code: number | null;
  /** The signal that ended it, if one did. */
  endedBy: NodeJS.Signals | null;
  /** Why it could not be started, as Node's error code; ENOENT where there is none of that name. */
  fault?: string;
  stdout: string;
  stderr: string;
}

const GRACE = 10_000;

/** The most that is kept of one stream, in bytes. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Runs an engine without a shell and without input. It and what it started are gone when this answers. Never rejects. */
export async function runEngine(
  command: string,
  args: readonly string[],
  { cwd, env, signal, limit, grace = GRACE }: EngineOptions,
): Promise<EngineRun> {
  const run: EngineRun = { ended: "itself", code: null, endedBy: null, stdout: "", stderr: "" };
  if (signal.aborted) return { ...run, ended: "interrupted" };
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  const child = spawn(command, args, { cwd, env, stdio, windowsHide: true, ...OWN_GROUP });
  // Undefined where it could not be started: a signal to such a child would reach whatever process its handle happens to name.
  const { pid } = child;
  const kill = (why: EngineRun["ended"]): void => {
    if (run.ended === "itself") run.ended = why;
    if (pid !== undefined) endFamily(pid);
  };
  let last: NodeJS.Timeout | undefined;
  const interrupt = (why: EngineRun["ended"]): void => {
    if (run.ended === "itself") run.ended = why;
    if (pid !== undefined) signalGroup(pid, "SIGINT");
    last ??= setTimeout(kill, process.platform === "win32" ? 0 : grace, why);
  };
  const onAbort = (): void => interrupt("interrupted");
  const timer = setTimeout(interrupt, limit, "out of time");
  signal.addEventListener("abort", onAbort);
  const full = (): void => kill("too much output");
  const texts = [collect(child.stdout, full), collect(child.stderr, full)];
  await new Promise<void>((resolve) => {
    child.once("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
      if (run.ended === "itself") run.ended = "not installed";
      run.fault = code;
      resolve();
    });
    // What it left behind would keep its pipes open, and "close" waiting.
    child.once("exit", () => pid !== undefined && signalGroup(pid, "SIGKILL"));
    child.once("close", (code, by) => {
      run.code = code;
      run.endedBy = by;
      resolve();
    });
  });
  clearTimeout(timer);
  clearTimeout(last);
  signal.removeEventListener("abort", onAbort);
  const [stdout = "", stderr = ""] = texts.map((text) => text());
  return { ...run, stdout, stderr };
}

function collect(stream: Readable, full: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MOST_OUTPUT) full();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString("utf8");
}
