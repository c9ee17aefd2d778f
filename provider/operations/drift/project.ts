import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { failedPlace } from "./failures.ts";
import type { EngineName, Finding, Place } from "./report.ts";

/** A folder that an engine can check. */
export interface Project {
  place: Place & { engine: EngineName };
  folder: string;
}

const PULUMI_FILE = /^Pulumi\.ya?ml$/;
const TERRAFORM_FILE = /\.(?:tf|tf\.json)$/;
const TOFU_FILE = /\.(?:tofu|tofu\.json)$/;

/**
 * Finds out whose project a folder is; it may be of two engines. `tofu` takes OpenTofu wherever Terraform's language is
 * spoken; otherwise the lock file, and then the names of the files, say which of the two. Folders below are not looked at.
 */
export async function projectsIn(
  path: string,
  folder: string,
  tofu: boolean,
): Promise<Project[] | Finding> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined) return failedPlace({ path }, "no project", "there is no such folder");
  if (stats.isFile() && PULUMI_FILE.test(basename(folder))) {
    return projectsIn(path, dirname(folder), tofu);
  }
  if (!stats.isDirectory()) {
    return failedPlace({ path }, "no project", "it is a file");
  }
  const names = await readdir(folder).catch(() => []);
  const projects: Project[] = [];
  const pulumi = names.find((name) => PULUMI_FILE.test(name));
  if (pulumi !== undefined) {
    projects.push({ folder, place: { path, engine: "pulumi", file: pulumi } });
  }
  const files = names.filter((name) => TERRAFORM_FILE.test(name) || TOFU_FILE.test(name)).sort();
  const [file] = files;
  if (file !== undefined) {
    const engine = tofu ? "tofu" : await dialect(folder, files);
    projects.push({ folder, place: { path, engine, file } });
  }
  return projects.length > 0 ? projects : noProject(path, names);
}

async function dialect(folder: string, files: readonly string[]): Promise<"terraform" | "tofu"> {
  const lock = await readFile(join(folder, ".terraform.lock.hcl"), "utf8").catch(() => "");
  if (lock.includes('"registry.opentofu.org/')) return "tofu";
  if (lock.includes('"registry.terraform.io/')) return "terraform";
  return files.some((name) => TOFU_FILE.test(name)) ? "tofu" : "terraform";
}

function noProject(path: string, names: readonly string[]): Finding {
  if (names.includes("cdktf.json")) {
    const reason = "it has the program of a CDK, and no configuration";
    return failedPlace(
      { path },
      "no project",
      reason,
      "Run its synth, and give the folders cdktf.out/stacks/NAME.",
    );
  }
  return failedPlace(
    { path },
    "no project",
    "it has no Pulumi.yaml and no .tf, .tf.json or .tofu file",
  );
}
