import { chmod, cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EngineRun } from "../../../support/engine-run.ts";
import { executableIn } from "../../../support/engine/executable.ts";
import type { Engine } from "../../../support/engine/pulumi.ts";
import type { PulumiProject } from "../../../support/pulumi-project.ts";

const root = join(import.meta.dirname, "../../../..");
/** The folder of the pack in a project, as the docs have it. */
export const PACK = "policy";

/** A violation as `pulumi preview` shows it. */
export interface Violation {
  policy: string;
  /** The resource's name. */
  resource: string;
  message: string;
}

/**
 * Copies the policy pack into a project, as a platform team takes it over, with its packages installed.
 *
 * @returns what `--policy-pack` is given. A release of Pulumi is given the folder. The language host of an engine that was
 *   built here is too old to start a pack, so that one is given a program that starts it in the same way.
 */
export async function addPolicyPack(project: PulumiProject, engine: Engine): Promise<string> {
  const pack = join(project.folder, PACK);
  await cp(join(root, "examples/policy/pulumi"), pack, { recursive: true });
  const packages = join(pack, "node_modules");
  await mkdir(join(packages, "@pulumi"), { recursive: true });
  for (const name of ["@pulumi/policy", "@pulumi/pulumi", "typescript"]) {
    await symlink(join(root, "node_modules", name), join(packages, name), "junction");
  }
  const { command } = engine;
  if (executableIn(dirname(command), "pulumi-analyzer-policy") !== undefined) return PACK;
  const launcher = join(pack, "run-policy-pack");
  await writeFile(launcher, LAUNCHER);
  await chmod(launcher, 0o755);
  return join(PACK, "run-policy-pack");
}

const LAUNCHER = `#!/bin/sh
cd "$(dirname "$0")" && exec node node_modules/@pulumi/pulumi/cmd/run-policy-pack "$1" .
`;

/** What a run reports, in the order in which it is shown. */
export function violationsOf({ stdout }: EngineRun, level = "mandatory"): Violation[] {
  const pattern = new RegExp(`^ +- \\[${level}\\] +(\\S+) +\\(\\S+ (\\S+)\\)\\n.*\\n +(.*)$`, "gm");
  return [...stdout.matchAll(pattern)].map(([, policy = "", resource = "", message = ""]) => ({
    policy,
    resource,
    message,
  }));
}
