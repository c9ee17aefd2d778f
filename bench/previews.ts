import { installPlugin } from "../test/acceptance/plugin/support/installed-plugin.ts";
import { acmeAdmin } from "../test/support/acme-admin.ts";
import type { Engine } from "../test/support/engine/pulumi.ts";
import { createPulumiProject, type PulumiProject } from "../test/support/pulumi-project.ts";
import { contest, type Contest, type Figures } from "./measure.ts";
import { connections, naiveProgram, ourProgram } from "./programs.ts";
import { pluginProgram } from "./pulumi-plugin.ts";
import { startSimulator, type RemoteSimulator } from "./remote-simulator.ts";
import { countRequests, type RequestCounts } from "./requests.ts";

/** Our dynamic provider, our plugin, and a dynamic provider as somebody would write it. */
const CONTESTANTS = ["dynamic", "plugin", "naive"] as const;

/** One of those who take part. */
export type Contestant = (typeof CONTESTANTS)[number];

/** What one contestant took for a command with some resources, in seconds, and what it asked of Sigma. */
export interface CommandRow {
  command: "up" | "preview --refresh";
  contestant: Contestant;
  resources: number;
  time: Figures;
  /** To the naive program, round by round. */
  ratio: Figures;
  /** Requests of one run. */
  requests: RequestCounts;
}

/** A project with a simulator of its own. */
interface Stage extends AsyncDisposable {
  project: PulumiProject;
  simulator: RemoteSimulator;
}

/** Runs one command over and over. */
interface Stopwatch {
  /** The time of one run, in seconds. */
  run: () => Promise<number>;
  /** The requests of the last run. */
  requests: () => RequestCounts;
}

const UP = ["up", "--yes", "--skip-preview"];
const PREVIEW = ["preview", "--refresh", "--expect-no-changes"];
const DESTROY = ["destroy", "--yes", "--skip-preview"];

const PROGRAMS: Readonly<Record<Contestant, (count: number) => Record<string, string>>> = {
  dynamic: (count) => ({ "index.js": ourProgram(count) }),
  plugin: (count) => ({ "Pulumi.yaml": pluginProgram(count) }),
  naive: (count) => ({ "index.js": naiveProgram(count) }),
};

/** Times first applies of all contestants in turn, then previews that find no change. */
export async function measureCommands(
  engine: Engine,
  resources: number,
  rounds: { up: number; preview: number },
): Promise<CommandRow[]> {
  await using dynamic = await start(engine, resources, "dynamic");
  await using plugin = await start(engine, resources, "plugin");
  await using naive = await start(engine, resources, "naive");
  const stages = { dynamic, plugin, naive };

  const ups = each((name) => stopwatch(stages[name], UP));
  const upTimes = await contest(
    rounds.up,
    each((name) => async () => {
      const time = await ups[name].run();
      await command(stages[name], DESTROY);
      return time;
    }),
  );
  for (const name of CONTESTANTS) await command(stages[name], UP);
  const previews = each((name) => stopwatch(stages[name], PREVIEW));
  const previewTimes = await contest(
    rounds.preview,
    each((name) => previews[name].run),
  );
  return [
    ...rowsOf("up", resources, upTimes, ups),
    ...rowsOf("preview --refresh", resources, previewTimes, previews),
  ];
}

function rowsOf(
  name: CommandRow["command"],
  resources: number,
  times: Contest<Contestant>,
  watches: Readonly<Record<Contestant, Stopwatch>>,
): CommandRow[] {
  return CONTESTANTS.map((contestant) => ({
    command: name,
    contestant,
    resources,
    time: times.of(contestant),
    ratio: times.ratio(contestant, "naive"),
    requests: watches[contestant].requests(),
  }));
}

function each<Value>(make: (name: Contestant) => Value): Record<Contestant, Value> {
  return { dynamic: make("dynamic"), plugin: make("plugin"), naive: make("naive") };
}

async function start(engine: Engine, resources: number, name: Contestant): Promise<Stage> {
  const simulator = await startSimulator(100);
  const project = await createPulumiProject({
    engine,
    files: PROGRAMS[name](resources),
    packageJson: { main: "index.js" },
    env: {
      ...connections(simulator.url, resources),
      ...(name === "plugin" ? acmeAdmin(simulator.url) : {}),
      SIGMA_ALLOW_ASSUMED: "write",
    },
  });
  if (name === "plugin") await installPlugin(project);
  return {
    project,
    simulator,
    [Symbol.asyncDispose]: async () => {
      simulator.close();
      await project.remove();
    },
  };
}

function stopwatch(stage: Stage, args: readonly string[]): Stopwatch {
  let requests: RequestCounts = {};
  return {
    requests: () => requests,
    async run() {
      await stage.simulator.requests();
      const started = performance.now();
      await command(stage, args);
      const time = (performance.now() - started) / 1000;
      requests = countRequests(await stage.simulator.requests());
      return time;
    },
  };
}

async function command({ project }: Stage, args: readonly string[]): Promise<void> {
  const { code, output } = await project.pulumi(args);
  if (code !== 0) throw new Error(output);
}
