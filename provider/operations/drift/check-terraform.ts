import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cutShort, failedPlace } from "./failures.ts";
import { findingsOf, type ProjectFindings } from "./findings.ts";
import type { Project } from "./project.ts";
import { readPlan } from "./terraform-plan.ts";
import type { Workshop } from "./workshop.ts";

/** What `plan -detailed-exitcode` ends with where it came to its end: nothing to change, and something. */
const PLANNED: ReadonlySet<number | null> = new Set([0, 2]);

/**
 * Checks a folder of Terraform's or OpenTofu's. A plan writes nothing to the state, and without a lock it does not keep
 * anybody waiting either. The plan file can have secrets in it: it lies in a folder that only this user can read, and is
 * deleted as soon as it has been read.
 */
export async function checkTerraform(
  { place, folder }: Project,
  { run, env, today, clean }: Workshop,
): Promise<ProjectFindings> {
  const { engine } = place;
  const temporary = await mkdtemp(join(tmpdir(), "sigma-drift-"));
  try {
    const file = join(temporary, "plan");
    const args = ["-json", "-detailed-exitcode", "-input=false", "-lock=false", `-out=${file}`];
    const planned = await run(engine, ["plan", ...args], folder, terraformEnvironment(env));
    const shown =
      planned.ended === "itself"
        ? await run(engine, ["show", "-json", file], folder, terraformEnvironment(env))
        : planned;
    const cut = cutShort(planned, engine) ?? cutShort(shown, engine);
    if (cut !== undefined) {
      return { findings: [failedPlace(place, cut.cause, cut.reason, cut.advice)], notes: [] };
    }
    const check = readPlan(planned.stdout, shown.code === 0 ? shown.stdout : "");
    const isWhole = PLANNED.has(planned.code) && shown.code === 0;
    const isTold =
      check.failures.length > 0 || check.seen.some(({ failure }) => failure !== undefined);
    const text = [planned.stderr, shown.stderr].find((each) => each.trim() !== "");
    const failures =
      isWhole || isTold
        ? check.failures
        : [text?.trim() ?? `${engine} ended with exit status ${String(planned.code)}`];
    return findingsOf({ place, check: { ...check, failures }, today, clean });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function terraformEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { CHECKPOINT_DISABLE: "1", ...env, TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
}
