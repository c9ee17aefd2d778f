import { readFile } from "node:fs/promises";
import { isNodeRecent } from "../runtime/node-version.ts";
import { inWords } from "./fault.ts";
import type { Machine } from "./machine.ts";
import { nodeNoteText, presentFiles, readNodeNote } from "./node-note.ts";
import { nodeNoteFile } from "./places.ts";
import { stageFile, type StagedFile } from "./staged-file.ts";
import { checkStart, type Greeting } from "./start-check.ts";

/** A provider file, and where it is to be. */
export interface FilesToInstall {
  machine: Machine;
  /** The provider file to install. */
  provider: string;
  /** The Node.js to note for the launcher. One that is too old is not noted. */
  node: { path: string; version: string };
  /** Every place that gets a copy. */
  files: readonly string[];
  /** How the engine starts it. */
  greeting: Greeting;
}

/** What was noted of Node.js. */
export interface NodeNoted {
  /** The file that notes the Node.js the provider runs on. */
  note: string;
  /** That Node.js; undefined where the provider takes the one on PATH. */
  node: string | undefined;
}

/**
 * Puts a provider file where its engine looks for it, after it was started there once as a check. Where anything fails, all
 * is left as it was. Doing it again changes nothing.
 *
 * Throws where a folder cannot be written to, or the provider does not start.
 */
export async function installFiles(options: FilesToInstall): Promise<NodeNoted> {
  const { machine, provider, node, files, greeting } = options;
  const noteFile = nodeNoteFile(machine);
  const before = readNodeNote(noteFile) ?? { node: "", files: [] };
  const path = isNodeRecent(node.version) ? node.path : before.node;
  const content = await readFile(provider).catch((error: unknown) => {
    throw inWords(error, "read", provider);
  });
  const text = nodeNoteText({ node: path, files: [...presentFiles(before), ...files] });

  const staged: StagedFile[] = [];
  const stage = async (file: string, what: Buffer | string, mode: number): Promise<StagedFile> => {
    const one = await stageFile(file, what, mode);
    staged.push(one);
    return one;
  };
  try {
    const note = await stage(noteFile, text, 0o644);
    for (const file of files) {
      const { temporary } = await stage(file, content, 0o755);
      // Each is tried where it is to stand: a folder may forbid to run anything in it.
      const env = { ...machine.env, SIGMA_EXTERNAL_AI_NODE_FILE: note.temporary };
      await checkStart(temporary, env, greeting);
    }
    for (const each of staged) await each.publish();
  } catch (error) {
    for (const each of staged.toReversed()) await each.discard();
    throw error;
  }
  return { note: noteFile, node: path === "" ? undefined : path };
}
