import { resolve } from "node:path";
import { isCommandOfNpm, withoutNpm } from "../engines/npm-folders.ts";
import { runEngine } from "../engines/run-engine.ts";
import { inParallel } from "../in-parallel.ts";
import { isInShard, type Shard } from "../shard.ts";
import { checkPulumi, stacksOf } from "./check-pulumi.ts";
import { checkTerraform } from "./check-terraform.ts";
import { cleaner } from "./engine-text.ts";
import { failedPlace } from "./failures.ts";
import type { ProjectFindings } from "./findings.ts";
import { projectsIn, type Project } from "./project.ts";
import type { DriftReport, Finding, Place } from "./report.ts";
import type { Workshop } from "./workshop.ts";

/** What is to be checked, and how. */
export interface SweepOptions {
  /** Folders of projects, from the working folder on. */
  paths: readonly string[];
  /** The stack of every Pulumi project. Default: the one that is selected there. */
  stack?: string;
  allStacks?: boolean;
  /** Only this part of the projects and stacks. */
  shard?: Shard;
  /** OpenTofu in every folder with Terraform's language. Default: what the folder says. */
  tofu?: boolean;
  /** How many checks run at a time. */
  parallel: number;
  /** The longest one command of an engine may take, in milliseconds. */
  timeout: number;
  /** Ends all checks; the report then has what was known by then. */
  signal: AbortSignal;
  env: NodeJS.ProcessEnv;
  now: () => Date;
  /** Called before the first check, and after each. */
  progress: (step: SweepStep) => void;
}

/** How far a sweep has come. */
export interface SweepStep {
  done: number;
  total: number;
  /** What was checked last, and what was found there. */
  place?: Place;
  findings: readonly Finding[];
}

/** Checks every project with its own engine, read only. One that fails does not stop the others. Never rejects. */
export async function sweep(options: SweepOptions): Promise<DriftReport> {
  const { parallel, timeout, signal, env, now, progress } = options;
  const started = now();
  const workshop: Workshop = {
    run: async (command, args, cwd, environment) => {
      const ran = await runEngine(command, args, { cwd, env: environment, signal, limit: timeout });
      const isPassedOver = ran.ended === "not installed" && isCommandOfNpm(command, env);
      return isPassedOver ? { ...ran, ended: "not installed but by npm" } : ran;
    },
    env: withoutNpm(env),
    today: started,
    clean: cleaner(env),
  };
  const tasks = await tasksOf(options, workshop);
  let done = 0;
  progress({ done, total: tasks.length, findings: [] });
  const results = await inParallel(tasks, parallel, async (task): Promise<ProjectFindings> => {
    const result =
      "status" in task
        ? { findings: [task], notes: [] }
        : await checkProject(task, workshop, signal);
    done += 1;
    const { place = task.place } = result.findings[0] ?? {};
    progress({ done, total: tasks.length, place, findings: result.findings });
    return result;
  });
  const findings = results.flatMap((result) => result.findings);
  return {
    started: started.toISOString(),
    seconds: Math.round((now().getTime() - started.getTime()) / 100) / 10,
    partial: findings.some(({ cause }) => cause === "interrupted"),
    findings,
    notes: results.flatMap(({ notes }) => notes),
  };
}

async function checkProject(
  project: Project,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<ProjectFindings> {
  const { place } = project;
  if (signal.aborted) {
    return {
      findings: [failedPlace(place, "interrupted", "interrupted before its check")],
      notes: [],
    };
  }
  return place.engine === "pulumi"
    ? checkPulumi(project, workshop)
    : checkTerraform(project, workshop);
}

/** Every project once, and every path that is none. */
async function tasksOf(options: SweepOptions, workshop: Workshop): Promise<(Project | Finding)[]> {
  const { paths, stack, allStacks = false, tofu = false, parallel } = options;
  const found = await inParallel([...new Set(paths)], parallel, async (path) => {
    const projects = await projectsIn(path, resolve(path), tofu);
    if ("status" in projects) return [projects];
    const all = await Promise.all(
      projects.map(async (project): Promise<(Project | Finding)[]> => {
        const { place, folder } = project;
        if (place.engine !== "pulumi") return [project];
        if (stack !== undefined) return [{ folder, place: { ...place, stack } }];
        if (!allStacks) return [project];
        const stacks = await stacksOf(project, workshop);
        return "status" in stacks ? [stacks] : stacks;
      }),
    );
    return all.flat();
  });
  return found.flat().filter(({ place }) => isInShard(placeName(place), options.shard));
}

/** What a place is called, whatever is found there. */
function placeName({ path, engine, stack }: Place): string {
  return [path, engine ?? "", stack ?? ""].join(" ");
}
