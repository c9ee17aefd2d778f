import type { Engine } from "../test/support/engine/pulumi.ts";
import { createPulumiProject, type PulumiProject } from "../test/support/pulumi-project.ts";
import { contest, type Figures } from "./measure.ts";
import { connections, naiveProgram, ourProgram } from "./programs.ts";
import { startSimulator } from "./remote-simulator.ts";
import { countRequests, type RequestCounts } from "./requests.ts";

/** How long `pulumi preview --refresh` takes with some resources, in seconds, and what it asks of Sigma. */
export interface PreviewRow {
  resources: number;
  ours: Figures;
  naive: Figures;
  /** Ours over naive, pair by pair. */
  ratio: Figures;
  /** Requests of one preview of ours. */
  requests: RequestCounts;
  /** Requests of one preview of the naive program. */
  naiveRequests: RequestCounts;
  /** Requests of the first `up` of ours. */
  addRequests: RequestCounts;
}

const PREVIEW = ["preview", "--refresh", "--expect-no-changes"];

/** Adds `resources` integrations with each program, then times previews of both in turn. */
export async function measurePreviews(
  engine: Engine,
  resources: number,
  rounds: number,
): Promise<PreviewRow> {
  await using ours = await start(engine, resources, ourProgram(resources));
  await using naive = await start(engine, resources, naiveProgram(resources));
  const addRequests = countRequests(await ours.requests());
  await naive.requests();
  const times = await contest(rounds, {
    ours: () => seconds(ours.project),
    naive: () => seconds(naive.project),
  });
  const requests = countRequests(await ours.requests(), rounds + 1);
  const naiveRequests = countRequests(await naive.requests(), rounds + 1);
  return {
    resources,
    ours: times.of("ours"),
    naive: times.of("naive"),
    ratio: times.ratio("ours", "naive"),
    requests,
    naiveRequests,
    addRequests,
  };
}

async function start(engine: Engine, resources: number, program: string) {
  const simulator = await startSimulator();
  const project = await createPulumiProject({
    engine,
    files: { "index.js": program },
    packageJson: { main: "index.js" },
    env: connections(simulator.url, resources),
  });
  const { code, output } = await project.pulumi(["up", "--yes", "--skip-preview"]);
  if (code !== 0) throw new Error(output);
  return {
    project,
    requests: simulator.requests,
    [Symbol.asyncDispose]: async () => {
      simulator.close();
      await project.remove();
    },
  };
}

async function seconds(project: PulumiProject): Promise<number> {
  const started = performance.now();
  const { code, output } = await project.pulumi(PREVIEW);
  if (code !== 0) throw new Error(output);
  return (performance.now() - started) / 1000;
}
