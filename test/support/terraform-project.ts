import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { engineRun, type EngineRun } from "./engine-run.ts";
import { endFamily } from "../../provider/operations/engines/process-family.ts";
import { run, start } from "./engine/run.ts";
import type { TerraformEngine } from "./engine/terraform-engine.ts";
import { reattach, type RunningProvider } from "./reattach.ts";
import { addToMirror, type MirroredProvider, mirrorConfig } from "./terraform-mirror.ts";

/** How a command of the engine is run. */
export interface CommandOptions {
  /** Variables that go before those of the project. One that is undefined is taken away. */
  env?: Record<string, string | undefined>;
  /** What a person types, to the first question only. Default: the engine may not ask. */
  input?: string;
  /** A command that takes longer has hung, and is ended. Seconds. Default: 300. */
  timeout?: number;
  /** Kills it with all that it started. */
  signal?: AbortSignal;
}

/** A command of the engine that runs. */
export interface RunningCommand {
  /** The engine's own process, and the number of the group to which its providers belong too. */
  pid: number;
  /** What it has written to its standard output so far. */
  stdout: () => string;
  ended: Promise<EngineRun>;
}

/** A configuration in a folder of its own, with a state, a home and providers of its own in it. */
export interface TerraformProject extends AsyncDisposable {
  engine: TerraformEngine;
  folder: string;
  /** Runs the engine with these arguments. */
  run: (args: readonly string[], options?: CommandOptions) => Promise<EngineRun>;
  /** Starts the engine, for tests that send signals to it; they reach only those to whom they are sent. */
  start: (args: readonly string[], options?: CommandOptions) => RunningCommand;
  /** Runs lines of a shell in the folder, as a person or a pipeline would. */
  shell: (script: string, options?: CommandOptions) => Promise<EngineRun>;
  /** Adds variables to the environment of every command. */
  setEnv: (env: Readonly<Record<string, string>>) => void;
  /** Writes files, by name, in place of those there are. */
  write: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Ends what was started, and deletes everything. */
  remove: () => Promise<void>;
}

/** What a project starts with. */
export interface TerraformProjectOptions {
  engine: TerraformEngine;
  /** Files by name, such as `main.tf`. */
  files: Readonly<Record<string, string>>;
  /** Providers that `init` finds. Default: none. */
  providers?: readonly MirroredProvider[];
  /** A provider that runs already, and is used without `init`. Default: none. */
  running?: RunningProvider;
  /** Variables for every command: Sigma's connection, keys, `TF_VAR_…`. */
  env?: Record<string, string>;
  /** The engine's own settings file. Default: one with which it takes nothing but `providers`, from a mirror folder. */
  cliConfig?: string;
  /** Ends every command. */
  signal?: AbortSignal;
}

/** No engine command takes longer; one that does has hung. Seconds. */
const LIMIT = 300;

/**
 * Makes a project in a temporary folder. The state, the home of the engine and all else that it writes stay in that
 * folder. Of this process's environment only what programs need to run at all is passed on.
 */
export async function createTerraformProject(
  options: TerraformProjectOptions,
): Promise<TerraformProject> {
  const { engine, files, providers = [] } = options;
  // Short, because the path of a unix socket may not have more than about 100 characters.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "tf-")));
  const mirror = join(folder, "mirror");
  await Promise.all([mirror, join(folder, "home"), join(folder, "t")].map((each) => mkdir(each)));
  for (const provider of providers) await addToMirror(mirror, provider);
  const reattachment = options.running && reattach(options.running);
  const base = environment(engine, folder, {
    ...(reattachment && { TF_REATTACH_PROVIDERS: reattachment.value }),
    ...options.env,
  });
  const groups = new Set<number>();

  const runOptions = ({ env, input, timeout = LIMIT, signal }: CommandOptions) => ({
    env: { ...base, ...(input === undefined ? {} : { TF_INPUT: undefined }), ...env },
    cwd: folder,
    input,
    limitSeconds: timeout,
    signal: signal ?? options.signal,
  });
  const write: TerraformProject["write"] = async (added) => {
    await Promise.all(
      Object.entries(added).map(async ([name, text]) => {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }),
    );
  };
  const remove = async (): Promise<void> => {
    reattachment?.end();
    for (const group of groups) endFamily(group);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };

  await write({ [CLI_CONFIG]: options.cliConfig ?? mirrorConfig(mirror), ...files });
  return {
    engine,
    folder,
    run: async (args, given = {}) => engineRun(await run(engine.command, args, runOptions(given))),
    start: (args, given = {}) => {
      const started = start(engine.command, args, { ...runOptions(given), keepRest: true });
      if (started.pid === undefined) throw new Error(`${engine.command} could not be started`);
      groups.add(started.pid);
      return {
        pid: started.pid,
        stdout: () => stripVTControlCharacters(started.stdout.join("\n")),
        ended: started.ended.then(engineRun),
      };
    },
    shell: async (script, given = {}) =>
      engineRun(await run("bash", ["-uc", script], runOptions(given))),
    setEnv: (added) => void Object.assign(base, added),
    write,
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

/** Where the engine's own settings are, below the project's folder. */
const CLI_CONFIG = "home/cli.tfrc";

function environment(
  engine: TerraformEngine,
  folder: string,
  env: Record<string, string>,
): Record<string, string | undefined> {
  const { PATH = "", SystemRoot } = process.env;
  return {
    PATH: [...engine.binDirs, dirname(process.execPath), PATH].join(delimiter),
    HOME: join(folder, "home"),
    TMPDIR: join(folder, "t"),
    SystemRoot,
    CI: "1",
    NO_COLOR: "1",
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: join(folder, CLI_CONFIG),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    ...env,
  };
}
