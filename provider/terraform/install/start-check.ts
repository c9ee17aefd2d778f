import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "./fault.ts";

/** The longest a provider may take to say where it listens, in milliseconds. Terraform gives it a minute. */
const START_LIMIT = 30_000;

/** The time between asking a provider to end and ending it, in milliseconds. */
const END_LIMIT = 500;

/** The most that is read of what it prints, in characters. */
const OUTPUT_LIMIT = 4096;

/** What a provider of protocol 6 prints first: where it listens. */
const HANDSHAKE = /^1\|6\|(?:unix|tcp)\|[^|]+\|grpc(?:\||$)/;

/**
 * Starts a provider as Terraform does, waits until it says where it listens, and ends it. Throws, with what it said, where
 * it does not get so far.
 */
export async function checkStart(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const sockets = await mkdtemp(join(tmpdir(), "sigma-start-"));
  try {
    const child = spawn(file, [], {
      env: { ...env, ...HOST_ENVIRONMENT, PLUGIN_UNIX_SOCKET_DIR: sockets },
      stdio: ["ignore", "pipe", "pipe"],
      // The socket of a provider that falls back to a relative path must not land in the user's folder.
      cwd: sockets,
    });
    const said = await firstWords(child);
    await end(child);
    if (!HANDSHAKE.test(said)) throw new Error(`the provider does not start: ${said}`);
  } finally {
    await rm(sockets, { recursive: true, force: true });
  }
}

/** What Terraform sets for a provider. Without a client certificate it serves in plain text, which suffices here. */
const HOST_ENVIRONMENT: NodeJS.ProcessEnv = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "6",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
  PLUGIN_CLIENT_CERT: undefined,
  TF_REATTACH_PROVIDERS: undefined,
  // Compiled code is kept by a file's name, and this one is about to get another.
  NODE_DISABLE_COMPILE_CACHE: "1",
};

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
