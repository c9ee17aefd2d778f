import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { progressReporter } from "../../support/engine/progress-reporter.ts";

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

describe("progressReporter", () => {
  it("writes plain lines at the start, every 30 seconds and at the end of a step", () => {
    const { stream, written } = recorder({ isTTY: false });
    const { progress, end } = progressReporter({ stream, env: {} });
    progress("building");
    progress("building", "1 of 9");
    jest.advanceTimersByTime(61_000);
    progress("building", "9 of 9");
    progress("checking");
    end();
    expect(written).toEqual([
      "building ...\n",
      "building: 1 of 9, 30 s so far\n",
      "building: 1 of 9, 1 min 0 s so far\n",
      "building: 9 of 9, took 1 min 1 s\n",
      "checking ...\n",
      "checking, took 0 s\n",
    ]);
  });

  it("keeps one line of a terminal up to date", () => {
    const { stream, written } = recorder({ isTTY: true });
    const { progress, end } = progressReporter({ stream, env: { NO_COLOR: "1" } });
    progress("building");
    jest.advanceTimersByTime(1000);
    progress("building", "1 of 9");
    end();
    const line = (text: string): string => `\r\u001B[2K${text}`;
    expect(written).toEqual([
      line("building 0 s"),
      line("building 1 s"),
      line("building: 1 of 9 1 s"),
      line("building: 1 of 9 1 s\n"),
    ]);
  });

  it.each([
    [{}, "\r\u001B[2Kbuilding \u001B[2m0 s\u001B[22m"],
    [{ NO_COLOR: "1" }, "\r\u001B[2Kbuilding 0 s"],
    [{ TERM: "dumb" }, "building ...\n"],
    [{ JEST_WORKER_ID: "1" }, "building ...\n"],
  ])("writes to a terminal what suits %j", (env, expected) => {
    const { stream, written } = recorder({ isTTY: true });
    progressReporter({ stream, env }).progress("building");
    expect(written).toEqual([expected]);
  });

  it("never writes more than a terminal's line holds", () => {
    const { stream, written } = recorder({ isTTY: true });
    progressReporter({ stream, env: { NO_COLOR: "1" } }).progress("building", "x".repeat(100));
    expect(written.join("").replace("\r\u001B[2K", "")).toHaveLength(39);
  });

  it("writes nothing without a step", () => {
    const { stream, written } = recorder({ isTTY: false });
    progressReporter({ stream, env: {} }).end();
    expect(written).toEqual([]);
  });
});

function recorder({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  const writable = new Writable({
    write(chunk, _, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { written, stream: Object.assign(writable, { isTTY, columns: 40 }) };
}
