import { randomUUID } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf } from "./failure.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
}

const heartbeatMs = 10_000;
// A holder that gives no sign for so long is gone; its process number may belong to another process by now.
const silenceMs = 60_000;
const pollMs = 250;

/**
 * Runs `body` while holding a lock file, so that processes do the same long work once and not side by side. A lock
 * whose process has died is taken over. It saves work and nothing more: nothing may break if two hold it after all.
 *
 * @param options.onWait called again and again while another process holds the lock, with its number once that is known
 * @throws when `signal` is aborted while waiting
 */
export async function withLock<T>(
  file: string,
  options: { onWait: (pid: number | undefined) => void; signal: AbortSignal },
  body: () => Promise<T>,
): Promise<T> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() });
  while (!(await take(file, mine))) {
    const seen = await read(file);
    const holder = parseHolder(seen);
    if (await isGone(file, holder)) {
      await breakLock(file, seen);
      continue;
    }
    options.onWait(holder?.pid);
    await delay(pollMs, undefined, { signal: options.signal });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, heartbeatMs).unref();
  try {
    return await body();
  } finally {
    clearInterval(heartbeat);
    if ((await read(file)) === mine) await rm(file, { force: true });
  }
}

async function take(file: string, mine: string): Promise<boolean> {
  try {
    await writeFile(file, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(text ?? "");
    return holder;
  } catch {
    // Taken this instant, and not written yet.
    return undefined;
  }
}

async function isGone(file: string, holder: Holder | undefined): Promise<boolean> {
  if (holder?.host === hostname() && !isAlive(holder.pid)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > silenceMs;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return codeOf(error) !== "ESRCH";
  }
}

async function breakLock(file: string, seen: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  // If another process took the lock over between the look and the move, it gets it back.
  if ((await read(aside)) === seen) await rm(aside, { force: true });
  else await rename(aside, file);
}
