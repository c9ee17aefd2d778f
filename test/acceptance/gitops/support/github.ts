import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Checkout } from "./checkout.ts";
import { holds, type Resolve, type Status } from "./conditions.ts";
import { hostedName } from "./hosted.ts";
import { type Job, type JobRun, startJob } from "./run-job.ts";

const scalars = z.record(z.string(), z.coerce.string()).default({});
const step = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().default("success()"),
  uses: z.string().optional(),
  with: scalars,
  env: scalars,
  run: z.string().optional(),
  shell: z.string().optional(),
});
const job = z.object({ if: z.string(), env: scalars, steps: z.array(step) });
const workflow = z.object({
  env: scalars,
  defaults: z.object({ run: z.object({ shell: z.string() }) }).optional(),
  jobs: z.record(z.string(), job),
});
const action = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string().optional() })),
  runs: z.object({ using: z.literal("composite"), steps: z.array(step) }),
});
type WorkflowStep = z.output<typeof step>;

/** What the platform knows: the values of expressions, and the variables that a hosted step leaves behind. */
export interface GithubValues {
  /** By name, such as `vars.PULUMI_STACK`. An expression that is not here fails the test. */
  values: Readonly<Record<string, string>>;
  /** By the name of the action. */
  leaves?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Runs the jobs of a workflow that its conditions choose, which must be exactly one. */
export async function runWorkflow(
  checkout: Checkout,
  file: string,
  given: GithubValues,
): Promise<JobRun & { job: string }> {
  const text = await readFile(join(checkout.folder, ".github/workflows", file), "utf8");
  const { jobs, env, defaults } = workflow.parse(parse(text));
  const resolve = resolver(given.values);
  const chosen = Object.entries(jobs).filter(([, each]) => holds(each.if, resolve));
  const [[name, chosenJob] = ["", undefined]] = chosen;
  if (chosen.length !== 1 || chosenJob === undefined) throw new Error(`${chosen.length} jobs run`);
  const started = await startJob(checkout);
  await runSteps(chosenJob.steps, {
    checkout,
    job: started,
    given: { ...given, values: { ...given.values } },
    env: filledIn({ ...env, ...chosenJob.env }, resolve),
    shell: defaults?.run.shell,
  });
  return { ...(await started.ended()), job: name };
}

/** Runs a composite action alone. */
export async function runAction(
  checkout: Checkout,
  path: string,
  inputs: Readonly<Record<string, string>>,
  given: GithubValues,
): Promise<JobRun> {
  const started = await startJob(checkout);
  const values = { ...given.values };
  const context = {
    checkout,
    job: started,
    given: { ...given, values },
    env: {},
    shell: undefined,
  };
  await runSteps(await actionSteps(path, inputs, context), context);
  return await started.ended();
}

interface Context {
  checkout: Checkout;
  job: Job;
  given: GithubValues & { values: Record<string, string> };
  /** That of the workflow and the job; hosted steps add to it. */
  env: Record<string, string>;
  shell: string | undefined;
}

async function runSteps(steps: readonly WorkflowStep[], context: Context): Promise<Status> {
  const { job: started, given, env, shell } = context;
  let status: Status = "success";
  for (const each of steps) {
    const resolve = resolver(given.values);
    const name = each.name ?? each.uses ?? each.run ?? "";
    if (!holds(each.if, resolve, status)) {
      if (each.id !== undefined) given.values[`steps.${each.id}.outcome`] = "skipped";
      continue;
    }
    let outcome: Status = "success";
    if (each.uses?.startsWith("./") === true) {
      const inputs = filledIn(each.with, resolve);
      outcome = await runSteps(await actionSteps(each.uses, inputs, context), {
        ...context,
        shell: undefined,
      });
    } else if (each.uses === undefined) {
      const [script, own] = [fill(each.run ?? "", resolve), filledIn(each.env, resolve)];
      const bash = bashOf(each.shell ?? shell);
      outcome = await started.step({ name, script, bash, env: { ...env, ...own } });
    } else {
      filledIn(each.with, resolve);
      Object.assign(env, given.leaves?.[hostedName(each.uses)]);
    }
    if (outcome === "failure") status = "failure";
    if (each.id !== undefined) given.values[`steps.${each.id}.outcome`] = outcome;
  }
  return status;
}

/** The steps of a local action, with its inputs among the values. */
async function actionSteps(
  path: string,
  inputs: Readonly<Record<string, string>>,
  { checkout, given }: Context,
): Promise<WorkflowStep[]> {
  const text = await readFile(join(checkout.folder, path, "action.yml"), "utf8");
  const { inputs: declared, runs } = action.parse(parse(text));
  for (const name of Object.keys(inputs)) {
    if (declared[name] === undefined) throw new Error(`${path} has no input ${name}`);
  }
  for (const [name, { default: value }] of Object.entries(declared)) {
    const input = inputs[name] ?? value;
    if (input !== undefined) given.values[`inputs.${name}`] = input;
  }
  return runs.steps;
}

/** How GitHub calls bash: with `shell: bash` other than without. */
function bashOf(shell: string | undefined): string[] {
  if (shell === undefined) return ["-e"];
  if (shell !== "bash") throw new Error(`the shell ${shell} is not known here`);
  return ["--noprofile", "--norc", "-eo", "pipefail"];
}

function resolver(values: Readonly<Record<string, string>>): Resolve {
  return (name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value is given for ${name}`);
    return value;
  };
}

/** Text with its `${{ … }}` filled in. */
function fill(text: string, resolve: Resolve): string {
  return text.replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, name: string) => resolve(name));
}

function filledIn(
  record: Readonly<Record<string, string>>,
  resolve: Resolve,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([name, text]) => [name, fill(text, resolve)]),
  );
}
