import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errorCode } from "./fault.ts";

/**
 * Makes a folder, and those above it that are missing, one by one. Node's own way has no end where a folder that is there
 * cannot have another one in it, as in /proc. Answers the first one that it made. Throws where one cannot be made, or where
 * the path is relative and the working directory is gone.
 */
export async function makeFolders(folder: string): Promise<string | undefined> {
  let first: string | undefined;
  for (const each of await missingFolders(resolve(folder))) {
    try {
      await mkdir(each);
      first ??= each;
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (errorCode(error) !== "EEXIST" || !(await isFolder(each))) throw error;
    }
  }
  return first;
}

/** The folders of a path that are not there, from the top. */
async function missingFolders(folder: string): Promise<string[]> {
  if (await isFolder(folder)) return [];
  const above = dirname(folder);
  return above === folder ? [folder] : [...(await missingFolders(above)), folder];
}

/** Whether a folder is at a path, also through a link. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
