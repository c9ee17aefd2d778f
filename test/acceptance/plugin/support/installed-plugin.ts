import { chmod, copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pluginFile } from "../../../../provider/pulumi/install/places.ts";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { PULUMI_PLUGIN } from "../../../../scripts/bundle/providers.ts";
import type { PulumiProject } from "../../../support/pulumi-project.ts";

/** Puts the plugin, as it was built last, where `pulumi install` puts it for the engine of a project. */
export async function installPlugin({ folder }: PulumiProject): Promise<void> {
  const file = pluginFile(join(folder, "home/plugins"), VERSION);
  await mkdir(dirname(file), { recursive: true });
  await copyFile(PULUMI_PLUGIN.file, file);
  await chmod(file, 0o755);
}
