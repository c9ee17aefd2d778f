import { open, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { errorCode, inWords } from "./fault.ts";
import type { Machine } from "./machine.ts";
import { nodeNoteText, presentFiles, readNodeNote } from "./node-note.ts";
import { compileCache, nodeNoteFile } from "./places.ts";
import { removeEmptyFolders, stageFile } from "./staged-file.ts";
import { targets, type Installation } from "./target.ts";

/** How every file starts that `install` writes: the launcher's first words. */
export const LAUNCHER_START = '#!/bin/sh\n":" //; ';

/** What an uninstallation did. */
export interface Uninstalled {
  version: string;
  /** Where it looked. */
  dirs: string[];
  /** The files it removed. */
  removed: string[];
  /** Files that stand in the provider's place, but that `install` did not write. */
  left: string[];
}

/**
 * Removes one version of the provider from a mirror folder, by default from each that `install` may choose, with the
 * folders that are empty then. When no version is left, the note of Node.js and the compiled code go too.
 *
 * Throws where something cannot be removed.
 */
export async function uninstall(installation: Installation): Promise<Uninstalled> {
  const { machine, version, dir } = installation;
  const places = targets(installation);
  const removed: string[] = [];
  const left: string[] = [];
  for (const target of places) {
    const end = dir === undefined ? dirname(dirname(target.dir)) : target.dir;
    for (const file of target.files) {
      const start = await readStart(file);
      if (start === undefined) continue;
      if (start !== LAUNCHER_START) left.push(file);
      else {
        await remove(file, end);
        removed.push(file);
      }
    }
  }
  await updateNote(machine);
  return { version, dirs: places.map((target) => target.dir), removed, left };
}

async function remove(file: string, end: string): Promise<void> {
  await rm(file, { recursive: true, force: true }).catch((error: unknown) => {
    throw inWords(error, "remove", file);
  });
  await removeEmptyFolders(dirname(file), end);
}

/** The first characters of a file; undefined where there is none. */
async function readStart(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LAUNCHER_START.length));
      return buffer.toString("latin1", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EISDIR") return "";
    throw inWords(error, "read", path);
  }
}

async function updateNote(machine: Machine): Promise<void> {
  const file = nodeNoteFile(machine);
  const note = readNodeNote(file);
  // A note that somebody wrote by hand lists no files, and is not ours to remove.
  if (note === undefined || note.files.length === 0) return;
  const files = presentFiles(note);
  if (files.length > 0) {
    const staged = await stageFile(file, nodeNoteText({ ...note, files }), 0o644);
    await staged.publish();
    return;
  }
  for (const each of [file, compileCache(machine)]) {
    const folder = dirname(each);
    await remove(each, basename(folder) === "sigma-external-ai" ? dirname(folder) : folder);
  }
}
