import { randomUUID } from "node:crypto";
import { chmod, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { inWords } from "./fault.ts";
import { isFolder, makeFolders } from "./make-folders.ts";

/** A file that is written whole, but not yet under its own name. */
export interface StagedFile {
  /** Its name until it is published: in the same folder, with a dot before it. */
  readonly temporary: string;
  /** Gives it its own name, in place of what had it. */
  publish: () => Promise<void>;
  /** Removes it, and the folders that were made for it. */
  discard: () => Promise<void>;
}

/** Writes a file beside its place, so that nobody ever sees a part of it. Makes its folder. */
export async function stageFile(
  file: string,
  content: Buffer | string,
  mode: number,
): Promise<StagedFile> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomUUID()}`);
  let made: string | undefined;
  const discard = async (): Promise<void> => {
    // Where it could not even be written, it cannot be removed either.
    await rm(temporary, { force: true }).catch(() => {});
    if (made !== undefined) await removeEmptyFolders(resolve(folder), dirname(made));
  };
  try {
    made = await makeFolders(folder);
    if (await isFolder(file)) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
    await writeFile(temporary, content, { flag: "wx" });
    // Not left to the process's mask: a provider that others may not run is no provider to them.
    await chmod(temporary, mode);
  } catch (error) {
    await discard();
    throw inWords(error, "write", file);
  }
  return {
    temporary,
    discard,
    publish: async () => {
      await rename(temporary, file).catch((error: unknown) => {
        throw inWords(error, "write", file);
      });
    },
  };
}

/** Removes `folder` and the folders above it as long as they are empty, but never `end` or anything above that. */
export async function removeEmptyFolders(folder: string, end: string): Promise<void> {
  for (let each = folder; each !== end && each !== dirname(each); each = dirname(each)) {
    try {
      await rmdir(each);
    } catch {
      // It holds something, or is not ours to remove: so are those above it.
      return;
    }
  }
}
