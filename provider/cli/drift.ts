import { styleText } from "node:util";
import { Command, InvalidArgumentError, Option } from "commander";
import { LONGEST_TIMER, parseDuration } from "../integration/duration.ts";
import { problemOfOutputs, writeOutputs, type OutputFiles } from "../operations/drift/outputs.ts";
import {
  countsOf,
  placeText,
  worstOf,
  type DriftReport,
  type DriftStatus,
} from "../operations/drift/report.ts";
import { sweep, type SweepStep } from "../operations/drift/sweep.ts";
import type { Shard } from "../operations/shard.ts";
import { driftTable } from "../operations/reports/table.ts";
import { VERSION } from "../runtime/version.ts";
import { CommandError } from "./command-error.ts";
import { EXIT } from "./exit-status.ts";
import { interruption } from "./interruption.ts";
import { shardOption } from "./shard-option.ts";

interface DriftFlags extends OutputFiles {
  stack?: string;
  allStacks?: true;
  shard?: Shard;
  tofu?: true;
  parallel: number;
  timeout: number;
  json?: true;
}

/** `drift`: whether what projects manage is still as they applied it. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("Check the integrations of Pulumi, Terraform and OpenTofu projects for drift.")
    .argument("<path...>", "folders of projects")
    .addOption(
      new Option("--stack <name>", "this stack of each Pulumi project").conflicts("allStacks"),
    )
    .option("--all-stacks", "all stacks of each Pulumi project")
    .addOption(shardOption("projects and stacks"))
    .option("--tofu", "OpenTofu in every folder with .tf files, whatever its lock file says")
    .addOption(
      new Option("--parallel <number>", "how many checks run at a time")
        .default(4)
        .argParser(parseParallel),
    )
    .addOption(
      new Option("--timeout <duration>", "the longest one command of an engine may take")
        .default(600_000, "10m")
        .argParser(parseTimeout),
    )
    .option("--json", "print one line of JSON instead of a table")
    .option("--sarif <file>", "write SARIF 2.1.0, for code scanning")
    .option("--junit <file>", "write JUnit's XML, for the test view of a pipeline")
    .option("--markdown <file>", "write Markdown, for a job's summary or an issue")
    .option("--html <file>", "write one page that needs nothing else, with the history")
    .option("--history <file>", "keep a line for each run, 500 at most; read for the other reports")
    .addHelpText("after", HELP)
    .action(drift);
}

const HELP = `
Each project is checked by its own engine, read only: nothing is written to a state, and nothing is saved at Sigma.
  Pulumi                 pulumi preview --refresh --expect-no-changes
  Terraform, OpenTofu    plan -detailed-exitcode -lock=false; which of the two, the lock file says
The engines, their logins and every SIGMA_ variable come from this environment, as for the engines themselves. A folder must
have been initialized. Other resources of a project are not counted; their number is noted.

Each integration is one of:
  in step      as it was last applied
  drifted      changed outside, or in the program and not applied yet; which field, and as far as Sigma says, by whom and when
  missing      removed outside, or never applied
  unreadable   Sigma cannot be read, so that it cannot be told
  error        not checked, with the cause: no project, engine not installed, not initialized, no stack, not logged in,
               locked, wrong passphrase, plan failed, out of time, interrupted
It is also said when a model that the same project deploys at Azure retires, from 180 days before, and how long ago the keys
were last applied. What a state does not tell for sure is left out.

With --shard the projects and stacks are divided by their paths and names as given, so that each is in one part: give every
part the same paths.

Ctrl-C ends the engines; what is known by then is reported, and marked as a part.

Exit status, of which the worst counts: 0 all in step, 7 something drifted or is missing, 3 at least one integration cannot
be read, 1 something could not be checked or written, 2 the command cannot be understood, or the history is another file.

Examples:
  $ npx sigma-external-ai drift infra/prod infra/tenants
  $ npx sigma-external-ai drift infra --all-stacks --parallel 8 --json
  $ npx sigma-external-ai drift infra/* --history drift.jsonl --html drift.html --markdown "$GITHUB_STEP_SUMMARY"`;

async function drift(paths: string[], flags: DriftFlags): Promise<void> {
  const { stack, allStacks = false, shard, tofu = false, parallel, timeout, json = false } = flags;
  const unusable = await problemOfOutputs(flags);
  if (unusable !== undefined) throw new CommandError(unusable, EXIT.usage);
  const seen = await sweep({
    paths,
    ...(stack === undefined ? {} : { stack }),
    ...(shard === undefined ? {} : { shard }),
    allStacks,
    tofu,
    parallel,
    timeout,
    signal: interruption(),
    env: process.env,
    now: () => new Date(),
    progress: showProgress,
  });
  const { report, problems } = await writeOutputs(seen, flags, VERSION);
  process.stdout.write(json ? asJson(report) : driftTable(report, paint));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? EXIT.error : EXIT[worstOf(report)];
}

/** One line for each project that was checked. */
function showProgress({ done, total, place, findings }: SweepStep): void {
  const { stderr } = process;
  if (place === undefined) {
    stderr.write(`checking ${total} ${total === 1 ? "project" : "projects"}\n`);
  } else {
    const statuses = [...new Set(findings.map(({ status }) => status))];
    const text = statuses.map((status) => styleText(COLOURS[status], status, { stream: stderr }));
    const what = text.length === 0 ? "no integration" : text.join(", ");
    stderr.write(`[${done}/${total}] ${placeText(place)}: ${what}\n`);
  }
}

const COLOURS = {
  "in step": "green",
  drifted: "yellow",
  missing: "red",
  unreadable: "magenta",
  error: "red",
} as const;

function paint(status: DriftStatus, text: string): string {
  return styleText(COLOURS[status], text, { stream: process.stdout });
}

function asJson(report: DriftReport): string {
  const { started, seconds, partial, findings, notes } = report;
  const counts = countsOf(report);
  return `${JSON.stringify({ outcome: worstOf(report), partial, started, seconds, counts, findings, notes })}\n`;
}

function parseParallel(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 64) return number;
  throw new InvalidArgumentError("It must be a number from 1 to 64.");
}

function parseTimeout(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined && milliseconds > 0 && milliseconds <= LONGEST_TIMER) {
    return milliseconds;
  }
  throw new InvalidArgumentError('It must be a length of time such as "90s" or "10m".');
}
