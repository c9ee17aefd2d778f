import { resolve } from "node:path";
import type { Machine } from "../../install/machine.ts";
import { terraformPlatform } from "./platform.ts";
import { impliedMirrors, providerFiles } from "./places.ts";

/** Which version belongs where. */
export interface Installation {
  machine: Machine;
  /** The version of the provider. */
  version: string;
  /** The mirror folder; by default one that the engines look into without being told. */
  dir?: string | undefined;
}

/** One mirror folder, and what belongs into it. */
export interface Target {
  /** Its absolute path. */
  dir: string;
  /** Terraform's name for the platform, such as `linux_amd64`. */
  platform: string;
  /** The provider's files, one for each engine's registry host. */
  files: string[];
}

/**
 * The mirror folders that an installation may be in, the one to install into first. Throws where the platform is none of
 * Terraform's, and on Windows, which cannot start the packaged file.
 */
export function targets({ machine, version, dir }: Installation): [Target, ...Target[]] {
  const platform = terraformPlatform(machine);
  const [first, ...others] = dir === undefined ? impliedMirrors(machine) : [resolve(dir)];
  const target = (mirror: string): Target => ({
    dir: mirror,
    platform,
    files: providerFiles(mirror, version, platform),
  });
  if (machine.platform === "win32") throw new Error(onWindows(target(first)));
  return [target(first), ...others.map(target)];
}

function onWindows({ files }: Target): string {
  return (
    "Windows cannot start the provider of this package, which is a script. Use the compiled executable of the release, " +
    `which needs no Node.js, and put it here: ${files.map((file) => `${file}.exe`).join(" and ")}`
  );
}
