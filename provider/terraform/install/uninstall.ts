import { dirname } from "node:path";
import { uninstallFiles, type FilesUninstalled } from "../../install/uninstall-files.ts";
import { targets, type Installation } from "./target.ts";

/** What an uninstallation did. */
export interface Uninstalled extends FilesUninstalled {
  version: string;
  /** Where it looked. */
  dirs: string[];
}

/**
 * Removes one version of the provider from a mirror folder, by default from each that `install` may choose, with the
 * folders that are empty then. When no version is left, the note of Node.js and the compiled code go too.
 *
 * Throws where something cannot be removed.
 */
export async function uninstall(installation: Installation): Promise<Uninstalled> {
  const { machine, version, dir } = installation;
  const found = targets(installation);
  const places = found.flatMap((target) => {
    const end = dir === undefined ? dirname(dirname(target.dir)) : target.dir;
    return target.files.map((file) => ({ file, end }));
  });
  const dirs = found.map((target) => target.dir);
  return { version, dirs, ...(await uninstallFiles(machine, places)) };
}
