import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "@jest/globals";

const main = join(import.meta.dirname, "../../../provider/cli/main.ts");
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

it("colours are for terminals, and the width of one does not matter", async () => {
  const env = { NO_COLOR: "1", COLUMNS: "10" };
  const { stdout } = start(["contract", "check", "--openapi", schema], "pipe", env);
  expect(stdout === null ? "" : await text(stdout)).toMatch(
    /^confirmed {3}operations\.token {2}POST \/v2\/auth\/token$/m,
  );
});

function start(args: readonly string[], stdout: "pipe" | number, env: Record<string, string> = {}) {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args], {
    stdio: ["ignore", stdout, "pipe"],
    env: { PATH: process.env["PATH"], KEY: "sim-openai-key-1", ...env },
  });
}

async function said({ stderr }: ReturnType<typeof start>): Promise<string> {
  return stderr === null ? "" : text(stderr);
}
