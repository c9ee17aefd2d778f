import { existsSync, readFileSync } from "node:fs";
import { errorCode, inWords } from "./fault.ts";

/** The oldest Node.js that the provider runs on: major and minor version. */
export const OLDEST_NODE = [22, 19] as const;

/** What is noted outside the package: its first line is for the launcher, the rest tells which files use it. */
export interface NodeNote {
  /** The path of Node.js; empty where none is noted. */
  node: string;
  /** The provider files that were installed, of any version. */
  files: string[];
}

/** Whether a Node.js of this version, such as `24.1.0`, runs the provider. */
export function isNodeRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
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
