import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { engineRun, type EngineRun } from "./engine-run.ts";
import type { Engine } from "./engine/pulumi.ts";
import { run } from "./engine/run.ts";

/** A project in a folder of its own, with a state of its own in it. */
export interface PulumiProject {
  folder: string;
  /** Runs `pulumi` with these arguments. Variables given here go before those of the project. A signal kills it. */
  pulumi: (
    args: readonly string[],
    env?: Record<string, string | undefined>,
    signal?: AbortSignal,
  ) => Promise<EngineRun>;
  /** Runs lines of a shell in the folder, as a person or a pipeline would. */
  shell: (script: string) => Promise<EngineRun>;
  /** Adds variables to the environment of every command. */
  setEnv: (env: Readonly<Record<string, string>>) => void;
  /** Puts another program in the place of the one there is. */
  write: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Deletes everything. */
  remove: () => Promise<void>;
}

/** What a project starts with. */
export interface PulumiProjectOptions {
  engine: Engine;
  /** Files by name; `index.ts` is the program. */
  files: Readonly<Record<string, string>>;
  /** Variables for every command: Sigma's connection and keys. */
  env?: Record<string, string>;
  /** The folder that stands for the installed package. Default: this repository, as it was built last. */
  packageFolder?: string;
  /** Interrupts every command, which then may end in order. */
  signal?: AbortSignal;
  /** What package.json says beside the name. Default: a native ES module. */
  packageJson?: Record<string, unknown>;
}

const repository = join(import.meta.dirname, "../..");

/** No engine command takes longer; one that does has hung. Seconds. */
const LIMIT = 300;

/** What an interrupted command may take to end in order, before it is killed. Seconds. */
const GRACE = 10;

/**
 * Makes a project in a temporary folder and a stack named `dev` in it. The state, the home of the engine and all else that
 * it writes stay in that folder. Of this process's environment only what programs need to run at all is passed on.
 */
export async function createPulumiProject(options: PulumiProjectOptions): Promise<PulumiProject> {
  const { engine, files, packageFolder = repository } = options;
  const folder = await mkdtemp(join(tmpdir(), "sigma-external-ai-"));
  await linkPackages(join(folder, "node_modules"), packageFolder);
  await Promise.all(["state", "tmp"].map((name) => mkdir(join(folder, name))));
  const base = environment(engine, folder, options.env);
  const ended = async (
    command: string,
    args: readonly string[],
    env: Record<string, string | undefined>,
    signal: AbortSignal | undefined,
  ): Promise<EngineRun> => {
    const variables = { ...base, ...env };
    const result = await run(command, args, {
      env: variables,
      cwd: folder,
      limitSeconds: LIMIT,
      signal,
      graceSeconds: signal === options.signal ? GRACE : undefined,
    });
    return engineRun(result);
  };

  const write: PulumiProject["write"] = async (added) => {
    await Promise.all(
      Object.entries(added).map(async ([name, text]) => {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }),
    );
  };
  const pulumi: PulumiProject["pulumi"] = (args, env = {}, signal = options.signal) =>
    ended(engine.command, [...args, "--non-interactive"], env, signal);

  await write({
    "package.json": JSON.stringify({ name: "program", type: "module", ...options.packageJson }),
    "Pulumi.yaml": "name: program\nruntime: nodejs\n",
    ...files,
  });
  const created = await pulumi(["stack", "init", "dev"]);
  if (created.code !== 0) throw new Error(`pulumi stack init failed: ${created.output}`);
  return {
    folder,
    pulumi,
    shell: (script) => ended("bash", ["-uc", script], {}, options.signal),
    setEnv: (added) => void Object.assign(base, added),
    write,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Links the package under test into a `node_modules`, and beside it the packages that a user's project has. */
export async function linkPackages(target: string, packageFolder = repository): Promise<void> {
  await mkdir(join(target, "@pulumi"), { recursive: true });
  const links: Record<string, string> = {
    "sigma-external-ai": packageFolder,
    "@pulumi/pulumi": join(repository, "node_modules/@pulumi/pulumi"),
    typescript: join(repository, "node_modules/typescript"),
  };
  await Promise.all(
    Object.entries(links).map(([name, from]) => symlink(from, join(target, name), "junction")),
  );
}

function environment(
  engine: Engine,
  folder: string,
  env: Record<string, string> = {},
): Record<string, string | undefined> {
  const node = dirname(process.execPath);
  const { PATH = "", HOME, SystemRoot, NODE_COMPILE_CACHE } = process.env;
  return {
    PATH: [...engine.binDirs, node, PATH].join(delimiter),
    HOME,
    // Pulumi's compiler keeps a cache there.
    TMPDIR: join(folder, "tmp"),
    SystemRoot,
    NODE_COMPILE_CACHE,
    CI: "1",
    NO_COLOR: "1",
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...env,
  };
}
