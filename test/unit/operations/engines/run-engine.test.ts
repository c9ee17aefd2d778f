import { tmpdir } from "node:os";
import { describe, expect, it } from "@jest/globals";
import {
  runEngine,
  type EngineOptions,
  type EngineRun,
} from "../../../../provider/operations/engines/run-engine.ts";
import { isRunning } from "../../../../provider/operations/engines/process-family.ts";

async function node(script: string, options: Partial<EngineOptions> = {}): Promise<EngineRun> {
  const { signal } = new AbortController();
  const given = { cwd: tmpdir(), env: process.env, signal, limit: 60_000, ...options };
  return runEngine(process.execPath, ["-e", script], given);
}

/** Prints its own number and that of a child in a group of its own, and outlives an interrupt. */
const STUBBORN = `
  process.on("SIGINT", () => console.log("interrupted"));
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  console.log([process.pid, child.pid].join(" "));
  setInterval(() => {}, 1000);`;

describe("an engine", () => {
  it("that ends by itself", async () => {
    expect(await node(`console.log("é"); console.error("b"); process.exit(7)`)).toEqual({
      ended: "itself",
      code: 7,
      endedBy: null,
      stdout: "é\n",
      stderr: "b\n",
    });
  });

  it("that is not there", async () => {
    const options = { cwd: tmpdir(), env: {}, signal: new AbortController().signal, limit: 1000 };
    expect(await runEngine("no-such-engine", [], options)).toMatchObject({
      ended: "not installed",
    });
  });

  it("that is not started any more", async () => {
    expect(await node("", { signal: AbortSignal.abort() })).toMatchObject({ ended: "interrupted" });
  });

  it("that ends in order once it is interrupted", async () => {
    const script = `process.on("SIGINT", () => { console.log("bye"); process.exit(3); }); setInterval(() => {}, 1000)`;
    // Its handler may not be there yet at the first moment; then the signal itself ends it.
    expect(await node(script, { limit: 500 })).toMatchObject({ ended: "out of time" });
  });

  it("that does not is killed, with what it started in other groups", async () => {
    const run = await node(STUBBORN, { limit: 2000, grace: 200 });
    const [own = 0, child = 0] = (run.stdout.split("\n")[0] ?? "").split(" ").map(Number);
    expect(run).toMatchObject({ ended: "out of time", code: null });
    expect(run.stdout).toContain("interrupted");
    expect([own, child].map(isRunning)).toEqual([false, false]);
  });

  it("that leaves somebody behind does not keep us waiting", async () => {
    const script = `require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit" }).unref()`;
    expect(await node(script)).toMatchObject({ ended: "itself", code: 0 });
  });
});
