import { open, rm } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { errorCode, inWords } from "./fault.ts";
import type { Machine } from "./machine.ts";
import { nodeNoteText, presentFiles, readNodeNote } from "./node-note.ts";
import { compileCache, nodeNoteFile } from "./places.ts";
import { removeEmptyFolders, stageFile } from "./staged-file.ts";

/** How every file starts that is installed: the launcher's first words. */
export const LAUNCHER_START = '#!/bin/sh\n":" //; ';

/** A place where a provider file may be. */
export interface InstalledPlace {
  file: string;
  /** Folders above the file that are empty are removed with it, up to this one. */
  end: string;
}

/** What became of provider files. */
export interface FilesUninstalled {
  /** The files that were removed. */
  removed: string[];
  /** Files that stand in a provider's place, but that were not installed. */
  left: string[];
}

/**
 * Removes provider files, with the folders that are empty then. When none is left of any version or engine, the note of
 * Node.js and the compiled code go too. Throws where something cannot be removed.
 */
export async function uninstallFiles(
  machine: Machine,
  places: readonly InstalledPlace[],
): Promise<FilesUninstalled> {
  const removed: string[] = [];
  const left: string[] = [];
  for (const { file, end } of places) {
    const start = await readStart(file);
    if (start === undefined) continue;
    if (start !== LAUNCHER_START) left.push(file);
    else {
      await remove(file, end);
      removed.push(file);
    }
  }
  await updateNote(machine);
  return { removed, left };
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
