import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { run } from "../../../support/engine/run.ts";
import type { Checkout } from "./checkout.ts";
import type { Status } from "./conditions.ts";

/** One step of a job, with everything in it that the platform fills in. */
export interface Step {
  name: string;
  /** The program for bash, and how the platform calls it. Missing where the step is hosted. */
  script?: string;
  bash?: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** How a job ended. */
export interface JobRun {
  status: Status;
  /** What its log shows. */
  output: string;
  /** The Markdown on the page of the run. */
  summary: string;
  /** The steps that ran, and how each ended. */
  steps: { name: string; outcome: Status }[];
  /** The names of all variables that any of its scripts had. */
  variables: Set<string>;
}

/** A job that runs, step by step. */
export interface Job {
  /** Runs a script of a step. A hosted one always succeeds. */
  step: (step: Step) => Promise<Status>;
  ended: () => Promise<JobRun>;
}

/** No step takes longer. Seconds. */
const LIMIT = 240;

/** Starts a job in a checkout. Only the checkout's environment and that of the step is passed to a script. */
export async function startJob(checkout: Checkout): Promise<Job> {
  const files = await mkdtemp(join(checkout.below, "job-"));
  const summaryFile = join(files, "summary.md");
  await writeFile(summaryFile, "");
  const log: string[] = [];
  const steps: JobRun["steps"] = [];
  const variables = new Set<string>();
  let uploaded = "";

  const step: Job["step"] = async ({ name, script, bash = [], env }) => {
    if (script === undefined) return "success";
    const file = join(files, `${steps.length}.sh`);
    await writeFile(file, script);
    const all = { ...checkout.env, GITHUB_STEP_SUMMARY: summaryFile, ...env };
    for (const variable of Object.keys(all)) variables.add(variable);
    const cwd = checkout.folder;
    const ended = await run("bash", [...bash, file], { env: all, cwd, limitSeconds: LIMIT });
    // What is to be masked is told to the platform by this line, which the log does not show.
    const lines = [...ended.stdout, ...ended.stderr].filter(
      (line) => !line.startsWith("::add-mask::"),
    );
    log.push(`# ${name}`, ...lines.map(stripVTControlCharacters));
    for (const line of lines) {
      const uploads = /^##vso\[task\.uploadsummary\](.*)$/.exec(line)?.[1];
      if (uploads !== undefined) uploaded += await readFile(uploads, "utf8");
    }
    const outcome = ended.code === 0 ? "success" : "failure";
    steps.push({ name, outcome });
    return outcome;
  };
  return {
    step,
    ended: async () => ({
      status: steps.some(({ outcome }) => outcome === "failure") ? "failure" : "success",
      output: log.join("\n"),
      summary: (await readFile(summaryFile, "utf8")) + uploaded,
      steps,
      variables,
    }),
  };
}
