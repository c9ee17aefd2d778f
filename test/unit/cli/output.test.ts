import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "@jest/globals";
import { MAIN, withCompileCache } from "./support/command.ts";

const schema = join(import.meta.dirname, "../../../schema/sigma-api.openapi.yaml");

const COMMANDS = [
  ["--help"],
  ["contract", "check", "--openapi", schema],
  ["leak-scan", "--env", "KEY", schema],
];

describe("where the output cannot be written", () => {
  it.each(COMMANDS)("because nobody reads it any more, %s ends without a word", async (...args) => {
    const child = start(args, "pipe");
    child.stdout?.destroy();
    const [[code, signal], stderr] = await Promise.all([once(child, "close"), said(child)]);
    expect([code, signal, stderr]).toEqual([0, null, ""]);
  });

  // Only Linux has a file that is always full.
  it.each(existsSync("/dev/full") ? COMMANDS : [])(
    "because the disk is full, %s says so",
    async (...args) => {
      const full = await open("/dev/full", "w");
      const child = start(args, full.fd);
      const [[code], stderr] = await Promise.all([once(child, "close"), said(child)]);
      await full.close();
      expect([code, stderr]).toEqual([1, "the output cannot be written (ENOSPC)\n"]);
    },
  );
});

describe("with --json, a command that fails says so in one line, and in words beside it", () => {
  it.each<[string[], number, string, string]>([
    [["status"], 1, "CONNECTION_INCOMPLETE", "SIGMA_BASE_URL, SIGMA_CLIENT_ID"],
    [["export", "--to", "cdktf"], 1, "CONNECTION_INCOMPLETE", "SIGMA_BASE_URL"],
    [["export"], 2, "USAGE", "required option '--to <target>' not specified"],
    [["drift", "a", "--html", "x", "--sarif", "x"], 2, "USAGE", "name the same file"],
    [["preflight", "no-such-file"], 2, "USAGE", 'the file "no-such-file" cannot be read (ENOENT)'],
    [["contract", "check", "--openapi", "no-file"], 2, "INVALID_OPENAPI", "no-file"],
    [["leak-scan", "--env", "NOT_SET", "."], 2, "USAGE", "NOT_SET is not set, or empty"],
    [["simulate", "--state", "/dev/null/x", "--port", "0"], 1, "FAILED", "state file"],
    [["no-such-command"], 2, "USAGE", "unknown command"],
  ])("%j", async (words, status, code, says) => {
    const child = start([...words, "--json"], "pipe");
    const [[ended], stdout, stderr] = await Promise.all([
      once(child, "close"),
      child.stdout === null ? "" : text(child.stdout),
      said(child),
    ]);
    expect([ended, stdout.match(/\n/g)?.length]).toEqual([status, 1]);
    expect(JSON.parse(stdout)).toEqual({
      error: { code, message: expect.stringContaining(says) },
    });
    expect(stderr).toContain(says);
  });
});

it("colours are for terminals, and the width of one does not matter", async () => {
  const env = { NO_COLOR: "1", COLUMNS: "10" };
  const { stdout } = start(["contract", "check", "--openapi", schema], "pipe", env);
  expect(stdout === null ? "" : await text(stdout)).toMatch(
    /^confirmed {3}operations\.token {2}POST \/v2\/auth\/token$/m,
  );
});

function start(args: readonly string[], stdout: "pipe" | number, env: Record<string, string> = {}) {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
    stdio: ["ignore", stdout, "pipe"],
    env: withCompileCache({ PATH: process.env["PATH"], KEY: "sim-openai-key-1", ...env }),
  });
}

async function said({ stderr }: ReturnType<typeof start>): Promise<string> {
  return stderr === null ? "" : text(stderr);
}
