import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { integrationsProgram } from "./programs.ts";
import { openProject, runOrThrow, type Stage } from "./stage.ts";

const stateFile = z.looseObject({
  resources: z.tuple([z.looseObject({ instances: z.tuple([z.looseObject({})]) })]),
});

/** The name of Terraform's state in a project. */
export const STATE_FILE = "terraform.tfstate";

/** Applies one integration, and answers the state that Terraform has then recorded. */
export async function recordOne(stage: Stage): Promise<string> {
  await using project = await openProject(stage, "ours, Node file", {
    "main.tf": integrationsProgram(1),
  });
  await runOrThrow(project, ["apply", "-auto-approve"]);
  return readFileSync(join(project.folder, STATE_FILE), "utf8");
}

/** A recorded state with its one instance as often as `count` says. */
export function multiplied(state: string, count: number): string {
  const parsed = stateFile.parse(JSON.parse(state));
  const [resource] = parsed.resources;
  const [instance] = resource.instances;
  const instances = Array.from({ length: count }, (_, index) => ({
    ...instance,
    index_key: index,
  }));
  return JSON.stringify({ ...parsed, resources: [{ ...resource, instances }] });
}
