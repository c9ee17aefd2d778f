import type { TerraformEngine } from "../../test/support/engine/terraform-engine.ts";
import {
  createTerraformProject,
  type TerraformProject,
} from "../../test/support/terraform-project.ts";
import type { RemoteSimulator } from "../remote-simulator.ts";
import { countRequests, type RequestCounts } from "../requests.ts";
import type { Contestant, Providers } from "./providers.ts";

/** What all contestants share: the machine's Terraform, one simulator, and their variables. */
export interface Stage {
  engine: TerraformEngine;
  simulator: RemoteSimulator;
  providers: Providers["byContestant"];
  env: Record<string, string>;
}

/** A command of the engine that is run over and over. */
export interface Stopwatch {
  /** Runs it once, and answers how long it took, in milliseconds. Throws what it says where it fails. */
  run: () => Promise<number>;
  /** The requests of one run. */
  requests: () => RequestCounts;
}

/** Whether a contestant can be had on this machine. */
export function takesPart({ providers }: Stage, contestant: Contestant): boolean {
  return contestant === "terraform alone" || providers.has(contestant);
}

/** Makes a project with a contestant's provider, and initializes it. */
export async function openProject(
  { engine, providers, env }: Stage,
  contestant: Contestant,
  files: Readonly<Record<string, string>>,
): Promise<TerraformProject> {
  const provider = providers.get(contestant);
  const project = await createTerraformProject({
    engine,
    files,
    env,
    providers: provider === undefined ? [] : [provider],
  });
  await runOrThrow(project, ["init"]);
  return project;
}

/** Runs the engine. Throws what it says where it fails. */
export async function runOrThrow(
  project: TerraformProject,
  args: readonly string[],
): Promise<void> {
  const { code, output } = await project.run(args);
  if (code !== 0) throw new Error(`terraform ${args.join(" ")}\n${output}`);
}

/** Makes a stopwatch for a command, which must end well. */
export function stopwatch(
  { simulator }: Stage,
  project: TerraformProject,
  args: readonly string[],
): Stopwatch {
  const requests: string[] = [];
  let runs = 0;
  return {
    async run() {
      await simulator.requests();
      const started = performance.now();
      await runOrThrow(project, args);
      const took = performance.now() - started;
      requests.push(...(await simulator.requests()));
      runs += 1;
      return took;
    },
    requests: () => countRequests(requests, runs),
  };
}
