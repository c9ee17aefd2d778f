import { fstatSync } from "node:fs";

const STDIN = 0;

/**
 * Ends this process when it is of no use any more: on the signals by which the engine ends a plugin, and when its standard
 * input ends, which is a pipe that an engine holds open as long as it lives, however it dies. A terminal's Ctrl-C does not
 * reach a plugin: the engine starts it in a group of its own, and asks it to cancel.
 */
export function manageLifetime(engine: string | undefined): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, exit);
  // Started by hand or through a language host there is no such pipe.
  if (engine === undefined || !isPipe()) return;
  process.stdin.on("end", exit).on("error", exit).resume();
}

function isPipe(): boolean {
  try {
    const stats = fstatSync(STDIN);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

/** Ends this process well, after what `process.on("exit")` has to do. */
function exit(): void {
  process.exit(0);
}
