import { describe, expect, it } from "@jest/globals";
import {
  endFamily,
  isRunning,
  membersOf,
  signalGroup,
} from "../../../provider/operations/engines/process-family.ts";
import { failureOf, run, start } from "../../support/engine/run.ts";
import { until } from "../../support/until.ts";

const node = process.execPath;
const defaults = { env: process.env, limitSeconds: 60 };
const parent = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
  console.error(process.pid + " " + child.pid);
`;
const children = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  console.log(child.pid);
`;
const plugins = `
  const { spawn } = require("node:child_process");
  const code = "setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, ["-e", code], { detached: true, stdio: "inherit" });
  console.error(process.pid + " " + child.pid);
`;
const forever = "setInterval(() => {}, 1000);";

describe("run", () => {
  it("collects the lines of a program that ends by itself", async () => {
    const seen: string[] = [];
    const code = `console.log("out"); console.error("one"); process.stderr.write("two")`;
    const result = await run(node, ["-e", code], {
      ...defaults,
      onLine: (line) => seen.push(line),
    });
    expect(result).toEqual({ code: 0, stdout: ["out"], stderr: ["one", "two"], notFound: false });
    expect(seen).toEqual(["one", "two"]);
    expect(failureOf(result)).toBeUndefined();
  });

  it("ends what a program left running in the background", async () => {
    const { stderr } = await run(node, ["-e", `${parent} child.unref();`], defaults);
    expect(processes(stderr[0]).filter(isRunning)).toEqual([]);
  });

  it.each([
    ["what it is given", "typed\n", ["typed"]],
    ["nothing without it", undefined, []],
  ])("gives a program as its input %s", async (_, input, stdout) => {
    const code = "process.stdin.pipe(process.stdout)";
    expect(await run(node, ["-e", code], { ...defaults, input })).toMatchObject({
      code: 0,
      stdout,
    });
  });

  it("takes no offence at input that is not read", async () => {
    const input = "x".repeat(1_000_000);
    const result = await run(node, ["-e", "process.exit(3)"], { ...defaults, input });
    expect(result).toMatchObject({ code: 3 });
  });

  it("ends a program and its children when it is interrupted", async () => {
    const interruption = new AbortController();
    const result = await run(node, ["-e", parent + forever], {
      ...defaults,
      signal: interruption.signal,
      onLine: () => interruption.abort(),
    });
    expect(failureOf(result)).toBe("interrupted");
    expect(processes(result.stderr[0]).filter(isRunning)).toEqual([]);
  });

  it("ends what a program started in a group of its own when it is interrupted", async () => {
    const interruption = new AbortController();
    const result = await run(node, ["-e", plugins + forever], {
      ...defaults,
      signal: interruption.signal,
      onLine: () => interruption.abort(),
    });
    expect(processes(result.stderr[0]).filter(isRunning)).toEqual([]);
  });

  it.each([
    [
      "lets a program end in order",
      60,
      "console.log('in order'); process.exit(3)",
      3,
      ["in order"],
    ],
    ["does not wait for one that goes on", 0.01, "", null, []],
  ])(
    "where there is grace, %s, and ends what it leaves",
    async (_, graceSeconds, onInt, ...ends) => {
      const interruption = new AbortController();
      const result = await run(
        node,
        ["-e", `process.on("SIGINT", () => { ${onInt} }); ${plugins} ${forever}`],
        {
          ...defaults,
          graceSeconds,
          signal: interruption.signal,
          onLine: () => interruption.abort(),
        },
      );
      expect([result.code, result.stdout]).toEqual(ends);
      expect(failureOf(result)).toBe("interrupted");
      expect(processes(result.stderr[0]).filter(isRunning)).toEqual([]);
    },
  );

  it("starts nothing once it has been interrupted", async () => {
    const result = await run(node, ["-e", parent], { ...defaults, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ stderr: [], stopped: "interrupted" });
  });

  it("gives up after the limit", async () => {
    const result = await run(node, ["-e", forever], { ...defaults, limitSeconds: 0.01 });
    expect(failureOf(result)).toBe("gave up after 0.01 s");
  });

  it.each([
    ["the last line of its standard error", `console.error("why\\n"); process.exit(2)`, "why"],
    ["its exit status", "process.exit(2)", "ended with exit status 2"],
    ["that it was killed", "process.kill(process.pid, 'SIGKILL')", "was killed"],
  ])("gives as the reason of a failure %s", async (_, code, reason) => {
    expect(failureOf(await run(node, ["-e", code], defaults))).toBe(reason);
  });

  it("tells a program that does not exist", async () => {
    expect(await run("no-such-program", [], defaults)).toMatchObject({ notFound: true });
  });
});

describe("start", () => {
  it("leaves what a program started, if told so, when somebody kills the program alone", async () => {
    const options = { ...defaults, keepRest: true };
    const { pid = 0, stdout, ended } = start(node, ["-e", children + forever], options);
    await until(() => stdout.length > 0);
    const child = Number(stdout[0]);
    expect(new Set(membersOf(pid))).toEqual(new Set([pid, child]));
    process.kill(pid, "SIGKILL");
    expect(await ended).toMatchObject({ code: null });
    expect(membersOf(pid)).toEqual([child]);
    endFamily(pid);
    await until(() => membersOf(pid).length === 0);
  });

  it("lets a signal reach all of the group", async () => {
    const { pid = 0, stdout, ended } = start(node, ["-e", children + forever], defaults);
    await until(() => stdout.length > 0);
    signalGroup(pid, "SIGINT");
    expect(await ended).toMatchObject({ code: null, stdout: [stdout[0]] });
    await until(() => membersOf(pid).length === 0);
  });

  it("ends at once what has been interrupted before", async () => {
    const options = { ...defaults, signal: AbortSignal.abort() };
    expect(failureOf(await start(node, ["-e", forever], options).ended)).toBe("interrupted");
  });
});

function processes(line = ""): number[] {
  return line.split(" ").map(Number);
}
