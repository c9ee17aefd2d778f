import { join, resolve } from "node:path";
import type { Machine } from "../../install/machine.ts";

/** What the engine calls the executable of the plugin for the package `sigma`. */
export const PLUGIN_NAME = "pulumi-resource-sigma";

/** The folder in which the engine keeps plugins: below `PULUMI_HOME`, which is `~/.pulumi` by default. */
export function pluginsFolder({ home, env }: Machine): string {
  const own = env["PULUMI_HOME"];
  return resolve(own === undefined || own === "" ? join(home, ".pulumi") : own, "plugins");
}

/** The plugin's file of a version, below such a folder. */
export function pluginFile(plugins: string, version: string): string {
  return join(plugins, `resource-sigma-v${version}`, PLUGIN_NAME);
}
