import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "./fault.ts";

/** The longest a provider may take to say where it listens, in milliseconds. The engines give it a minute. */
const START_LIMIT = 30_000;

/** The time between asking a provider to end and ending it, in milliseconds. */
const END_LIMIT = 500;

/** The most that is read of what it prints, in characters. */
const OUTPUT_LIMIT = 4096;

/** How an engine starts a provider, and how the provider answers. */
export interface Greeting {
  args: readonly string[];
  /** The engine's variables, beside those of the machine. `scratch` is an empty folder that is removed afterwards. */
  env: (scratch: string) => NodeJS.ProcessEnv;
  /** What the first line on standard output looks like, which says where the provider listens. */
  answer: RegExp;
}

/**
 * Starts a provider as its engine does, waits until it says where it listens, and ends it. Throws, with what it said, where
 * it does not get so far.
 */
export async function checkStart(
  file: string,
  env: NodeJS.ProcessEnv,
  greeting: Greeting,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "sigma-start-"));
  try {
    const child = spawn(file, greeting.args, {
      // Compiled code is kept by a file's name, and this one is about to get another.
      env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1", ...greeting.env(scratch) },
      stdio: ["ignore", "pipe", "pipe"],
      // What a provider leaves where it stands must not land in the user's folder.
      cwd: scratch,
    });
    const said = await firstWords(child);
    await end(child);
    if (!greeting.answer.test(said)) throw new Error(`the provider does not start: ${said}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The first line of its standard output; without one, what else there is to say. Never rejects. */
async function firstWords(child: ChildProcess): Promise<string> {
  const limit = new AbortController();
  let output = "";
  let errors = "";
  const line = new Promise<string>((resolve) => {
    child.stdout?.on("data", (chunk) => {
      output = (output + String(chunk)).slice(0, OUTPUT_LIMIT);
      if (output.includes("\n")) resolve(firstLine(output));
    });
    child.stderr?.on("data", (chunk) => {
      errors = (errors + String(chunk)).slice(0, OUTPUT_LIMIT);
    });
    child.once("error", (error) => resolve(`it cannot be run (${errorCode(error) ?? "unknown"})`));
    child.once("close", (code, signal) => {
      const ended = `it ended with ${signal ?? `exit status ${code}`}`;
      resolve(firstLine(output) || firstLine(errors) || ended);
    });
  });
  const silence = setTimeout(START_LIMIT, undefined, { signal: limit.signal }).then(
    () => `it said nothing within ${START_LIMIT / 1000} seconds`,
    () => "",
  );
  try {
    return await Promise.race([line, silence]);
  } finally {
    limit.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  const limit = new AbortController();
  void setTimeout(END_LIMIT, undefined, { signal: limit.signal }).then(
    () => child.kill("SIGKILL"),
    () => false,
  );
  await closed;
  limit.abort();
}

function firstLine(text: string): string {
  return (text.trim().split("\n")[0] ?? "").trim();
}
