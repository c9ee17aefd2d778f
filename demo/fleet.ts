import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createSimulator, type Simulator } from "../simulator/index.ts";
import { obtainChromium } from "../test/support/engine/chromium.ts";
import { codeOf, messageOf, TOOL_MISSING } from "../test/support/engine/failure.ts";
import type { ObtainOptions, ToolCopy } from "../test/support/engine/obtain.ts";
import { obtainOpenTofu } from "../test/support/engine/opentofu.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import { obtainTerraform } from "../test/support/engine/terraform.ts";
import type { Command, Demo } from "./demo.ts";
import {
  fleetOf,
  seedOf,
  type FleetEngine,
  type FleetOrganization,
} from "./fleet/organizations.ts";
import { secretVariables } from "./fleet/outside.ts";
import { PROJECTS, programOf } from "./fleet/projects.ts";
import { fleetSteps, type FleetStep, type Fleet } from "./fleet/steps.ts";
import { sweepReport, sweepSummary } from "./fleet/sweep.ts";
import { fleetKeys } from "./fleet/vendors.ts";
import { createWorkshop, type FleetEngines } from "./fleet/workshop.ts";
import { AGAINST_SIGMA, ORIGIN } from "./sigma.ts";

/** What fleet is played. */
export interface FleetOptions {
  size: number;
  /** Default: Terraform, and some of Pulumi's. */
  engine: FleetEngine | undefined;
  /** A file that gets a picture of the report. */
  picture: string | undefined;
}

const CLI = join(import.meta.dirname, "../provider/cli/main.ts");

const OBTAIN = { pulumi: obtainPulumi, terraform: obtainTerraform, tofu: obtainOpenTofu } as const;

const NAMES = { pulumi: "Pulumi", terraform: "Terraform", tofu: "OpenTofu" } as const;

/**
 * A fleet of organizations, each with a project and credentials of its own, on real engines: swept by the command `drift`,
 * changed by hand, swept again, repaired. The last report is opened in Chromium; without one that step is left out.
 */
export async function fleetDemo(
  { size, engine, picture }: FleetOptions,
  signal: AbortSignal,
): Promise<Demo<FleetStep>> {
  const organizations = fleetOf(size, engine);
  const { progress, end: endProgress } = progressReporter();
  const tools = await obtainTools(organizations, { progress, signal }).finally(endProgress);
  const simulator = await createSimulator({ seed: seedOf(organizations) });
  const workshop = await createWorkshop(
    tools.engines,
    connectionsTo(simulator, organizations),
    signal,
  ).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });
  const fleet: Fleet = {
    organizations,
    simulator,
    workshop,
    browser: tools.browser,
    picture,
    last: undefined,
  };
  return {
    title: `A fleet of ${size} organizations`,
    command: "npx sigma-external-ai",
    engine: enginesText(tools.engines),
    against: AGAINST_SIGMA,
    program: sampleOf(organizations),
    run: async ({ args }: Command) => {
      const names = await readdir(join(workshop.folder, PROJECTS));
      // What a shell does.
      const paths = args.flatMap((arg) =>
        arg === `${PROJECTS}/*` ? names.sort().map((name) => `${PROJECTS}/${name}`) : [arg],
      );
      const ended = await workshop.run(process.execPath, [CLI, ...paths]);
      fleet.last = sweepReport(ended.stdout);
      return ended;
    },
    steps: fleetSteps(fleet),
    summary: (output) => {
      const report = sweepReport(output.split("\n", 1).join(""));
      return report === undefined ? output.trim() : sweepSummary(report);
    },
    wrong: (step) => step.wrong(),
    found: (step) => step.found(),
    end: async () => {
      await simulator.close();
      await workshop.remove();
    },
  };
}

async function obtainTools(
  fleet: readonly FleetOrganization[],
  options: ObtainOptions,
): Promise<{ engines: FleetEngines; browser: ToolCopy | undefined }> {
  const engines: Partial<Record<FleetEngine, ToolCopy>> = {};
  for (const name of new Set(fleet.map(({ engine }) => engine))) {
    engines[name] = await OBTAIN[name](options);
  }
  const browser = await obtainChromium(options).catch((error: unknown) => {
    if (codeOf(error) !== TOOL_MISSING) throw error;
    process.stderr.write(`the report is not opened: ${messageOf(error)}\n`);
    return undefined;
  });
  return { engines, browser };
}

/** Everything that the projects and the command need to find the simulator, with the secrets of all organizations. */
function connectionsTo(
  { url }: Simulator,
  fleet: readonly FleetOrganization[],
): Record<string, string> {
  const named = fleet.flatMap(({ name }): [string, string][] => {
    const prefix = `SIGMA_${name.toUpperCase().replaceAll("-", "_")}`;
    return [
      [`${prefix}_BASE_URL`, url],
      [`${prefix}_CLIENT_ID`, `client-${name}`],
    ];
  });
  return {
    SIGMA_BASE_URL: url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    ...fleetKeys(),
    ...secretVariables(fleet),
    ...Object.fromEntries(named),
  };
}

function enginesText(engines: FleetEngines): string {
  const texts = (["terraform", "tofu", "pulumi"] as const).flatMap((name) => {
    const copy = engines[name];
    return copy === undefined ? [] : [`${NAMES[name]} ${copy.version} (${ORIGIN[copy.source]})`];
  });
  return texts.join(" and ");
}

/** One program of each engine. */
function sampleOf(fleet: readonly FleetOrganization[]): string {
  const engines = [...new Set(fleet.map(({ engine }) => engine))];
  const samples = engines.flatMap((engine) => fleet.find((each) => each.engine === engine) ?? []);
  return samples.map(programOf).join("\n");
}
