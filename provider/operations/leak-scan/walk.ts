import type { Stats } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "./unreadable.ts";

/** Something that a path leads to. */
export type Found =
  | { kind: "file"; path: string }
  /** Given by name, as the shell does for `<(…)`. */
  | { kind: "pipe"; path: string }
  /** Left out on purpose. */
  | { kind: "left out"; path: string; why: string }
  | { kind: "unreadable"; path: string; why: string };

/** The folder in which git keeps what it packs in a way of its own. */
const GIT = ".git";

/**
 * Every file that a path leads to, in the order of their names. A link or a pipe that was given by name is followed; one in a
 * folder is left out, so that a loop of links has no end here. So are devices and sockets there, and what git has packed;
 * given by name they are unreadable, since who names them wants them searched.
 *
 * @yields {Found} One for each file, and for each path that is no file and no folder.
 */
export async function* filesAt(given: string): AsyncGenerator<Found> {
  try {
    // On Windows too, where a link may not be read as such.
    const stats = await stat(given);
    if (stats.isDirectory()) yield* below(given);
    else yield named(given, stats);
  } catch (error) {
    yield { kind: "unreadable", path: given, why: reasonOf(error) };
  }
}

async function* below(folder: string): AsyncGenerator<Found> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    yield { kind: "unreadable", path: folder, why: reasonOf(error) };
    return;
  }
  for (const name of names.sort()) {
    const path = join(folder, name);
    try {
      const stats = await lstat(path);
      if (!stats.isDirectory()) yield one(path, stats);
      else if (name === GIT) yield leftOut(path, "what git has packed");
      else yield* below(path);
    } catch (error) {
      yield { kind: "unreadable", path, why: reasonOf(error) };
    }
  }
}

function named(path: string, stats: Stats): Found {
  if (stats.isFile()) return { kind: "file", path };
  if (stats.isFIFO()) return { kind: "pipe", path };
  return { kind: "unreadable", path, why: "it is a device or a socket, which is not searched" };
}

function one(path: string, stats: Stats): Found {
  if (stats.isFile()) return { kind: "file", path };
  return leftOut(path, stats.isSymbolicLink() ? "a link" : "a device, pipe or socket");
}

function leftOut(path: string, why: string): Found {
  return { kind: "left out", path, why };
}
