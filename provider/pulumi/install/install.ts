import { resolve } from "node:path";
import { installFiles, type FilesToInstall, type NodeNoted } from "../../install/install-files.ts";
import type { Machine } from "../../install/machine.ts";
import { uninstallFiles, type FilesUninstalled } from "../../install/uninstall-files.ts";
import { PULUMI_GREETING } from "./greeting.ts";
import { pluginFile, pluginsFolder } from "./places.ts";

/** Which version of the plugin belongs where. */
export interface Installation {
  machine: Machine;
  version: string;
  /** The folder of plugins; by default the engine's own. */
  dir?: string | undefined;
}

/** An {@link Installation} with what it is made of. */
export type InstallOptions = Installation & Pick<FilesToInstall, "provider" | "node">;

/** What an installation did. */
export interface Installed extends NodeNoted {
  version: string;
  file: string;
  /** Whether the engine looks into the folder without being told. */
  implied: boolean;
}

/** What an uninstallation did. */
export interface Uninstalled extends FilesUninstalled {
  version: string;
  file: string;
}

/**
 * Puts the plugin where the engine finds it, after it was started once as a check. Where anything fails, all is left as it
 * was. Doing it again changes nothing.
 *
 * Throws on Windows, where a folder cannot be written to, or where the plugin does not start.
 */
export async function install(options: InstallOptions): Promise<Installed> {
  const { machine, version, provider, node } = options;
  const file = fileOf(options);
  const files = [file];
  const noted = await installFiles({ machine, provider, node, files, greeting: PULUMI_GREETING });
  return { version, file, implied: file === pluginFile(pluginsFolder(machine), version), ...noted };
}

/** Removes one version of the plugin, with the folder that is empty then. Throws where it cannot be removed. */
export async function uninstall(installation: Installation): Promise<Uninstalled> {
  const { machine, version, dir } = installation;
  const file = fileOf(installation);
  const end = dir === undefined ? pluginsFolder(machine) : resolve(dir);
  return { version, file, ...(await uninstallFiles(machine, [{ file, end }])) };
}

function fileOf({ machine, version, dir }: Installation): string {
  if (machine.platform === "win32") {
    throw new Error(
      "Windows cannot start the plugin of this package, which is a script. Run Pulumi in the Windows Subsystem for Linux, or use the resource of the npm package in a TypeScript program, which needs no plugin.",
    );
  }
  return pluginFile(dir === undefined ? pluginsFolder(machine) : resolve(dir), version);
}
