import { spawn, spawnSync } from "node:child_process";

/** Options for `spawn` with which a child can be ended together with what it starts. */
export const OWN_GROUP = { detached: process.platform !== "win32" } as const;

/** Sends a signal to the group of a child that was spawned with {@link OWN_GROUP}, as a terminal does on Ctrl-C. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform !== "win32") send(-pid, signal);
}

/** Ends the group of a child at once, with all that it started in groups of its own, as Pulumi does with its plugins. */
export function endFamily(pid: number): void {
  if (process.platform === "win32") {
    const args = ["/pid", String(pid), "/t", "/f"];
    spawn("taskkill", args, { stdio: "ignore", windowsHide: true }).on("error", () => {});
    return;
  }
  for (const each of [-pid, ...familyOf(pid)]) send(each, "SIGKILL");
}

/** The processes that descend from one, as far as `ps` tells. */
function familyOf(leader: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = (stdout ?? "").split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([leader]);
  // A set that grows while it is gone through is gone through to its new end.
  for (const member of family) {
    for (const [pid, parent] of rows) if (parent === member && pid !== undefined) family.add(pid);
  }
  return [...family];
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}
