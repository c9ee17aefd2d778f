import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { builtProvider } from "../../test/support/built-provider.ts";
import { engineRun, type EngineRun } from "../../test/support/engine-run.ts";
import type { ToolCopy } from "../../test/support/engine/obtain.ts";
import { run } from "../../test/support/engine/run.ts";
import { linkPackages } from "../../test/support/pulumi-project.ts";
import { addToMirror, mirrorConfig } from "../../test/support/terraform-mirror.ts";
import type { FleetEngine } from "./organizations.ts";

/** The engines that a fleet needs. */
export type FleetEngines = Readonly<Partial<Record<FleetEngine, ToolCopy>>>;

/** A folder with everything in it: the projects, their states, what the engines keep, and the reports. */
export interface FleetWorkshop {
  folder: string;
  /** Variables of the environment of all commands. */
  env: Record<string, string | undefined>;
  /** Runs a program in the folder, or in one below. */
  run: (command: string, args: readonly string[], below?: string) => Promise<EngineRun>;
  /** Writes files, by name, below a folder of the folder. */
  write: (below: string, files: Readonly<Record<string, string>>) => Promise<void>;
  remove: () => Promise<void>;
}

/** No command takes longer; one that does has hung. Seconds. */
const LIMIT = 600;

/** What an interrupted command may take to end in order. Seconds. */
const GRACE = 10;

/** Makes the folder. Of this process's environment only what programs need to run at all is passed on. */
export async function createWorkshop(
  engines: FleetEngines,
  given: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<FleetWorkshop> {
  // Short, because the path of a unix socket may not have more than about 100 characters.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "fl-")));
  const env = { ...environment(engines, folder), ...given };
  const mirror = join(folder, "mirror");
  await Promise.all(["home", "state", "t", "mirror"].map((name) => mkdir(join(folder, name))));
  await addToMirror(mirror, builtProvider());
  await linkPackages(join(folder, "node_modules"));

  const write: FleetWorkshop["write"] = async (below, files) => {
    await mkdir(join(folder, below), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, below, name), text);
    }
  };
  await write("home", { [CLI_CONFIG]: mirrorConfig(mirror) });
  return {
    folder,
    env,
    run: async (command, args, below = ".") => {
      const cwd = join(folder, below);
      const options = { env, cwd, limitSeconds: LIMIT, signal, graceSeconds: GRACE };
      return engineRun(await run(command, args, options));
    },
    write,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

const CLI_CONFIG = "cli.tfrc";

function environment(engines: FleetEngines, folder: string): Record<string, string | undefined> {
  const { PATH = "", SystemRoot } = process.env;
  const binDirs = Object.values(engines).flatMap((engine) => engine.binDirs);
  return {
    PATH: [...binDirs, dirname(process.execPath), PATH].join(delimiter),
    HOME: join(folder, "home"),
    TMPDIR: join(folder, "t"),
    SystemRoot,
    CI: "1",
    NO_COLOR: "1",
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: join(folder, "home", CLI_CONFIG),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home/pulumi"),
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
