import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { withLock } from "../../support/engine/lock.ts";
import { temporaryFolder } from "./fakes.ts";

let folder: string;
let remove: () => void;
let file: string;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  file = join(folder, "lock");
});
afterEach(() => remove());

const { signal } = new AbortController();
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
const holder = (over: object = {}): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), token: "other", ...over });

describe("withLock", () => {
  it("holds the lock while it runs, and frees it", async () => {
    const onWait = jest.fn();
    const result = await withLock(file, { onWait, signal }, async () => existsSync(file));
    expect(result).toBe(true);
    expect(onWait).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("frees the lock after a failure", async () => {
    const body = async () => await Promise.reject(new Error("failed"));
    await expect(withLock(file, { onWait: jest.fn(), signal }, body)).rejects.toThrow("failed");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("lets one run after the other", async () => {
    const events: string[] = [];
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const { promise: running, resolve: run } = Promise.withResolvers<void>();
    const first = withLock(file, { onWait: jest.fn(), signal }, async () => {
      run();
      await finished;
      events.push("first ends");
    });
    await running;
    const onWait = jest.fn<(pid: number | undefined) => void>(() => finish());
    const second = withLock(file, { onWait, signal }, async () => events.push("second runs"));
    await Promise.all([first, second]);
    expect(events).toEqual(["first ends", "second runs"]);
    expect(onWait).toHaveBeenCalledWith(process.pid);
  });

  it.each([
    ["of a dead process", () => holder({ pid: deadPid() }), new Date()],
    ["without a sign of life for a minute", () => holder(), new Date(Date.now() - 61_000)],
    ["of another machine, long silent", () => holder({ host: "elsewhere" }), new Date(0)],
    ["that was never written, long ago", () => "", new Date(0)],
  ])("takes over a lock %s", async (_, text, at) => {
    writeFileSync(file, text());
    utimesSync(file, at, at);
    const onWait = jest.fn();
    expect(await withLock(file, { onWait, signal }, async () => "ran")).toBe("ran");
    expect(onWait).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["of a live process", () => holder(), process.pid],
    ["of a process on another machine", () => holder({ host: "elsewhere", pid: 7 }), 7],
    ["that is being written", () => "", undefined],
  ])("waits for a lock %s", async (_, text, pid) => {
    writeFileSync(file, text());
    const onWait = jest.fn(() => rmSync(file));
    expect(await withLock(file, { onWait, signal }, async () => "ran")).toBe("ran");
    expect(onWait.mock.calls).toEqual([[pid]]);
  });

  it("stops waiting when it is interrupted", async () => {
    writeFileSync(file, holder());
    const interruption = new AbortController();
    const body = jest.fn(async () => {});
    const options = { onWait: () => interruption.abort(), signal: interruption.signal };
    await expect(withLock(file, options, body)).rejects.toMatchObject({ code: "ABORT_ERR" });
    expect(body).not.toHaveBeenCalled();
    expect(existsSync(file)).toBe(true);
  });

  it("does not free a lock that was taken over from it", async () => {
    await withLock(file, { onWait: jest.fn(), signal }, async () => writeFileSync(file, holder()));
    expect(existsSync(file)).toBe(true);
  });
});
