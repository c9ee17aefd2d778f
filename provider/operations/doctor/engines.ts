import { isInPackages, withoutNpm } from "../engines/npm-folders.ts";
import { runEngine, type EngineOptions } from "../engines/run-engine.ts";
import type { Finding } from "./finding.ts";
import { packageOfCommand } from "./npm-command.ts";

/** An engine: the command that is looked for on PATH. */
export interface Engine {
  command: string;
  title: string;
  /** The oldest version that works with this package, as major and minor version. */
  oldest: readonly [number, number];
}

/** The engines that this package works with. */
export const ENGINES: readonly Engine[] = [
  // The first one whose --expect-no-changes tells changes from failures.
  { command: "pulumi", title: "Pulumi", oldest: [3, 227] },
  { command: "terraform", title: "Terraform", oldest: [1, 11] },
  { command: "tofu", title: "OpenTofu", oldest: [1, 11] },
];

/** How a program answered: its standard output, that there is none of that name, or why it has no answer. */
type Said = { output: string } | { absent: true } | { reason: string };

/** The longest an engine may take to say its version, in milliseconds. */
const LIMIT = 10_000;

/** The most that is read of what an engine prints, in characters. */
const OUTPUT_LIMIT = 16_384;

/** No engine looks for a newer version of itself, and none adds to its answer what the user has set up. */
const QUIET: NodeJS.ProcessEnv = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  CHECKPOINT_DISABLE: "1",
  TF_CLI_CONFIG_FILE: "",
  TF_CLI_ARGS: "",
  TF_CLI_ARGS_version: "",
  TF_LOG: "",
};

/**
 * Asks each engine on PATH for its version. Only one is needed, so that it is a warning if none is there. What npm has put into
 * `node_modules` of the folder is named with its package, and never run: it may be a script that downloads the engine. Never
 * rejects.
 */
export async function engineFindings(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  limit = LIMIT,
  folder = process.cwd(),
): Promise<Finding[]> {
  const options = { cwd: folder, env: environmentFor(env), signal, limit, grace: 0 };
  const said = await Promise.all(
    ENGINES.map(async (engine) => ({
      engine,
      said: await askVersion(engine.command, options),
    })),
  );
  const there = said.flatMap(({ engine, said: answer }) =>
    "absent" in answer ? [] : [engineFinding(engine, answer)],
  );
  there.push(...(await Promise.all(ENGINES.map((engine) => ofNpm(engine, folder)))).flat());
  const absent = said.filter(({ said: answer }) => "absent" in answer);
  if (absent.length === 0) return there;
  const names = absent.map(({ engine }) => engine.command).join(", ");
  const text = `not on PATH: ${names}`;
  const missing: Finding =
    there.length > 0
      ? { subject: "engines", level: "ok", text }
      : { subject: "engines", level: "warning", text, advice: "Install the one that you use." };
  return [...there, missing];
}

async function ofNpm({ command, title }: Engine, folder: string): Promise<Finding[]> {
  const found = await packageOfCommand(command, folder);
  if (found === undefined) return [];
  const text = `${title} from npm, for npx and npm scripts: ${found}, in node_modules; not run here`;
  return [{ subject: "engines", level: "ok", text, facts: { engine: command, package: found } }];
}

function engineFinding(
  { command, title, oldest }: Engine,
  said: Exclude<Said, { absent: true }>,
): Finding {
  const subject = "engines";
  const advice = `Run "${command} version" to see why.`;
  if ("reason" in said) {
    const text = `${title} does not tell its version: ${said.reason}`;
    return { subject, level: "warning", text, advice, facts: { engine: command } };
  }
  const match = /\bv?(\d+)\.(\d+)\.(\d+)(?:-[\w.-]+)?/.exec(said.output);
  if (match === null) {
    const text = `${title} does not tell its version: it prints something else`;
    return { subject, level: "warning", text, advice, facts: { engine: command } };
  }
  const version = match[0].replace(/^v/, "");
  const facts = { engine: command, version };
  if (isAtLeast([Number(match[1]), Number(match[2])], oldest))
    return { subject, level: "ok", text: `${title} ${version}`, facts };
  return {
    subject,
    level: "warning",
    text: `${title} ${version} is older than ${oldest.join(".")}, with which this package works`,
    advice: "Install a newer version.",
    facts,
  };
}

function isAtLeast(
  [major, minor]: readonly [number, number],
  [oldestMajor, oldestMinor]: readonly [number, number],
): boolean {
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

async function askVersion(command: string, options: EngineOptions): Promise<Said> {
  const run = await runEngine(command, ["version"], options);
  if (run.ended === "interrupted") return { reason: "it was interrupted" };
  if (run.fault === "ENOENT") return { absent: true };
  if (run.fault !== undefined) return { reason: `it cannot be run (${run.fault})` };
  if (run.ended !== "itself")
    return { reason: `it said nothing within ${options.limit / 1000} seconds` };
  if (run.code === 0) return { output: run.stdout.slice(0, OUTPUT_LIMIT) };
  return { reason: `it ended with ${run.endedBy ?? `exit status ${run.code}`}` };
}

/** An engine that only tells its version needs none of Sigma's credentials, and nothing that npm has brought. */
function environmentFor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(withoutNpm(env, isInPackages)).filter(
    ([name]) => !name.startsWith("SIGMA_"),
  );
  return { ...Object.fromEntries(others), ...QUIET };
}
