import { z } from "zod";
import { causeOf, cutShort, failedPlace } from "./failures.ts";
import { findingsOf, type ProjectFindings } from "./findings.ts";
import type { Project } from "./project.ts";
import { readPreview } from "./pulumi-preview.ts";
import type { Finding } from "./report.ts";
import type { Run, Workshop } from "./workshop.ts";

const NOT_INTERACTIVE = ["--non-interactive", "--color", "never"];

/** Pulumi's exit status where `--expect-no-changes` was not kept. */
const CHANGES = 7;

const stackList = z.array(z.object({ name: z.string() }));

/** Checks the stack of a Pulumi project. A preview writes nothing, neither to the state nor to Sigma. */
export async function checkPulumi(
  { place, folder }: Project,
  { run, env, today, clean }: Workshop,
): Promise<ProjectFindings> {
  const stack = place.stack === undefined ? [] : ["--stack", place.stack];
  const args = ["preview", "--refresh", "--expect-no-changes", "--json", "--show-sames", ...stack];
  const ended = await run("pulumi", [...args, ...NOT_INTERACTIVE], folder, pulumiEnvironment(env));
  const cut = cutShort(ended, "pulumi");
  if (cut !== undefined) {
    return { findings: [failedPlace(place, cut.cause, cut.reason, cut.advice)], notes: [] };
  }
  const read = readPreview(ended.stdout);
  const isWhole = ended.code === 0 || ended.code === CHANGES;
  const text = lastError(ended);
  const isTold = read?.seen.some(({ failure }) => failure !== undefined) === true;
  const check = read ?? { seen: [], otherChanges: 0, deployments: [], failures: [] };
  const failures =
    (isWhole && read !== undefined) || isTold || check.failures.length > 0
      ? check.failures
      : [text];
  return findingsOf({ place, check: { ...check, failures }, today, clean });
}

/** All stacks of a project, each as a project of its own, or why they cannot be told. */
export async function stacksOf(
  project: Project,
  { run, env, clean }: Workshop,
): Promise<Project[] | Finding> {
  const { place, folder } = project;
  const args = ["stack", "ls", "--json", ...NOT_INTERACTIVE];
  const ended = await run("pulumi", args, folder, pulumiEnvironment(env));
  const cut = cutShort(ended, "pulumi");
  if (cut !== undefined) return failedPlace(place, cut.cause, cut.reason, cut.advice);
  const parsed = stackList.safeParse(ended.code === 0 ? parse(ended.stdout) : undefined);
  if (!parsed.success) {
    const text = lastError(ended);
    return failedPlace(place, causeOf(text), clean(text));
  }
  if (parsed.data.length === 0) return failedPlace(place, "no stack", "the project has no stack");
  return parsed.data.map(({ name }) => ({ folder, place: { ...place, stack: name } }));
}

/** With the second variable a preview would be written as events, line by line. */
function pulumiEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: _, ...rest } = env;
  return { PULUMI_SKIP_UPDATE_CHECK: "true", ...rest };
}

function lastError({ stderr, code }: Run): string {
  const start = stderr.lastIndexOf("error: ");
  const text = (start < 0 ? stderr : stderr.slice(start + "error: ".length)).trim();
  return text === "" ? `pulumi ended with exit status ${String(code)}` : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
