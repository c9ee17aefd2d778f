import { spawn, spawnSync } from "node:child_process";

/** Options for `spawn` with which a child can be ended together with what it starts. */
export const OWN_GROUP = { detached: process.platform !== "win32" } as const;

/**
 * Sends a signal to a group, as a terminal does on Ctrl-C: to the child that was spawned with {@link OWN_GROUP} and to what it
 * started in the same group. Does nothing on Windows, and where all of them have ended.
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (process.platform !== "win32") send(-pid, signal);
}

/**
 * Ends the group of a child at once, with all that it started in groups of its own, as Pulumi does with its plugins. Does nothing
 * where all of them have ended.
 *
 * @param leaderEnded the child itself has ended, and only what it left behind is meant
 * @param known more of its {@link familyOf}, from before it ended: those that it left behind are nobody's any more
 */
export function endFamily(
  pid: number | undefined,
  { leaderEnded = false, known = [] }: { leaderEnded?: boolean; known?: readonly number[] } = {},
): void {
  if (pid === undefined) return;
  if (process.platform !== "win32") {
    const family = familyOf(pid);
    for (const each of [-pid, ...family, ...known]) send(each, "SIGKILL");
  } else if (!leaderEnded) {
    const args = ["/pid", String(pid), "/t", "/f"];
    spawn("taskkill", args, { stdio: "ignore", windowsHide: true }).on("error", () => {});
  }
}

/** The processes of a group that run. Those that have ended are left out, even where nobody has noticed yet. POSIX only. */
export function membersOf(group: number): number[] {
  return running()
    .filter((each) => each.group === group)
    .map(({ pid }) => pid);
}

/** The processes of a group that run, and all that they started, also in groups of their own. POSIX only. */
export function familyOf(group: number): number[] {
  const members = membersOf(group);
  return [...members, ...descendantsOf(members)];
}

/** What these processes started, and what that started, as far as it runs, in whatever group. POSIX only. */
export function descendantsOf(ancestors: readonly number[]): number[] {
  const all = running();
  const family = new Set(ancestors);
  // A set that grows while it is gone through is gone through to its new end.
  for (const member of family) {
    for (const { pid, parent } of all) if (parent === member) family.add(pid);
  }
  return [...family].filter((pid) => !ancestors.includes(pid));
}

/** Whether a process has not ended yet, noticed or not. POSIX only. */
export function isRunning(pid: number): boolean {
  return running().some((each) => each.pid === pid);
}

interface Running {
  pid: number;
  parent: number;
  group: number;
}

/** Every process of the machine; none where there is no `ps`. */
function running(): Running[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , stat]) => stat?.startsWith("Z") === false)
    .map(([pid, parent, group]) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
    }));
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it, or all of the group, has ended. EPERM: only processes that are ending are left (macOS).
  }
}
