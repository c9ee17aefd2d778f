import { existsSync, readFileSync } from "node:fs";
import { errorCode, inWords } from "./fault.ts";

/** What is noted outside the package: its first line is for the launcher, the rest tells which files use it. */
export interface NodeNote {
  /** The path of Node.js; empty where none is noted. */
  node: string;
  /** The provider files that were installed, of any version. */
  files: string[];
}

/** Reads a note. Undefined where there is none. */
export function readNodeNote(file: string): NodeNote | undefined {
  try {
    const [node = "", ...files] = readFileSync(file, "utf8").split("\n");
    return { node, files: files.filter((line) => line !== "") };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw inWords(error, "read", file);
  }
}

/** The files of a note that are still there. */
export function presentFiles({ files }: NodeNote): string[] {
  return files.filter((file) => existsSync(file));
}

/** The text of a note. */
export function nodeNoteText({ node, files }: NodeNote): string {
  return [node, ...new Set(files)].map((line) => `${line}\n`).join("");
}
