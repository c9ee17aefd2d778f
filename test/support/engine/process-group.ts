import { spawn, spawnSync } from "node:child_process";

/** Options for `spawn` that let a child be ended together with everything it starts. */
export const ownGroup = { detached: process.platform !== "win32" } as const;

/**
 * Ends a child that was spawned with {@link ownGroup}, and all that it started, at once. Nothing is asked politely: what
 * these programs write is thrown away anyway. Does nothing if all of them have ended already.
 *
 * @param leaderEnded the child itself has ended, and only what it left behind is meant
 */
export function endGroup(pid: number | undefined, { leaderEnded = false } = {}): void {
  if (pid === undefined) return;
  if (process.platform !== "win32") {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // ESRCH: nothing of the group is left. EPERM: only processes that are ending are left (macOS).
    }
  } else if (!leaderEnded) {
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore", windowsHide: true }).on(
      "error",
      () => {},
    );
  }
}

/**
 * Sends a signal to a group, as a terminal does on Ctrl-C: to the child that was spawned with {@link ownGroup} and to all
 * that it started. POSIX only.
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  process.kill(-pid, signal);
}

/** The processes of a group that run. Those that have ended are left out, even where nobody has noticed yet. POSIX only. */
export function membersOf(group: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,pgid=,stat="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, pgid, stat]) => pgid === String(group) && stat?.startsWith("Z") === false)
    .map(([pid]) => Number(pid));
}
