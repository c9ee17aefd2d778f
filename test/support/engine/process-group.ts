import { spawn } from "node:child_process";

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
