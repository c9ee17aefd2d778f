import { readFile } from "node:fs/promises";
import { inWords } from "./fault.ts";
import { isNodeRecent } from "../../runtime/node-version.ts";
import { nodeNoteText, presentFiles, readNodeNote } from "./node-note.ts";
import { impliedMirrors, nodeNoteFile } from "./places.ts";
import { stageFile, type StagedFile } from "./staged-file.ts";
import { checkStart } from "./start-check.ts";
import { targets, type Installation, type Target } from "./target.ts";

/** An {@link Installation} with what it is made of. */
export interface InstallOptions extends Installation {
  /** The provider file to install. */
  provider: string;
  /** The Node.js to note for the launcher. One that is too old is not noted. */
  node: { path: string; version: string };
}

/** What an installation did. */
export interface Installed extends Target {
  version: string;
  /** Whether the engines look into `dir` without being told. */
  implied: boolean;
  /** The file that notes the Node.js the provider runs on. */
  note: string;
  /** That Node.js; undefined where the provider takes the one on PATH. */
  node: string | undefined;
}

/**
 * Puts the provider into a mirror folder, after it was started once as a check. Where anything fails, all is left as it
 * was. Doing it again changes nothing.
 *
 * Throws where the platform is not supported, a folder cannot be written to, or the provider does not start.
 */
export async function install(options: InstallOptions): Promise<Installed> {
  const { machine, version, provider, node } = options;
  const [target] = targets(options);
  const noteFile = nodeNoteFile(machine);
  const before = readNodeNote(noteFile) ?? { node: "", files: [] };
  const path = isNodeRecent(node.version) ? node.path : before.node;
  const content = await readFile(provider).catch((error: unknown) => {
    throw inWords(error, "read", provider);
  });
  const text = nodeNoteText({ node: path, files: [...presentFiles(before), ...target.files] });

  const staged: StagedFile[] = [];
  const stage = async (file: string, what: Buffer | string, mode: number): Promise<StagedFile> => {
    const one = await stageFile(file, what, mode);
    staged.push(one);
    return one;
  };
  try {
    const note = await stage(noteFile, text, 0o644);
    for (const file of target.files) {
      const { temporary } = await stage(file, content, 0o755);
      // Each is tried where it is to stand: a folder may forbid to run anything in it.
      await checkStart(temporary, {
        ...machine.env,
        SIGMA_EXTERNAL_AI_NODE_FILE: note.temporary,
      });
    }
    for (const each of staged) await each.publish();
  } catch (error) {
    for (const each of staged.toReversed()) await each.discard();
    throw error;
  }
  return {
    ...target,
    version,
    implied: impliedMirrors(machine).includes(target.dir),
    note: noteFile,
    node: path === "" ? undefined : path,
  };
}
