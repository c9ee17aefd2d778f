import { join } from "node:path";
import type { Machine } from "../../../../../provider/install/machine.ts";
import type { InstallOptions } from "../../../../../provider/pulumi/install/install.ts";
import { PULUMI_PLUGIN } from "../../../../../scripts/bundle/providers.ts";
import { temporaryFolder } from "../../../install/support/folder.ts";
import { writeProviderFile } from "../../../install/support/provider-file.ts";

/** What a plugin does that says where it listens, and then waits to be ended. */
export const LISTENS = `console.log(4321);setInterval(()=>{},1e6);`;

/** Writes a plugin file of this code, in a folder of its own. */
export async function writePluginFile(code = LISTENS): Promise<string> {
  return writeProviderFile(join(await temporaryFolder(), "plugin"), PULUMI_PLUGIN.texts, code);
}

/** What installs a plugin of this code on a machine. */
export async function installation(
  machine: Machine,
  { code = LISTENS, version = "1.2.3" } = {},
): Promise<InstallOptions> {
  return {
    machine,
    version,
    provider: await writePluginFile(code),
    node: { path: process.execPath, version: process.versions.node },
  };
}
