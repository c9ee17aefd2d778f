import { rmSync } from "node:fs";
import { join } from "node:path";
import type { TerraformProject } from "../../test/support/terraform-project.ts";
import { contest, type Contest, type Figures } from "../measure.ts";
import type { RequestCounts } from "../requests.ts";
import { restapiProgram, tenantsProgram } from "./programs.ts";
import type { Contestant } from "./providers.ts";
import { STATE_FILE } from "./recorded-state.ts";
import { openProject, stopwatch, takesPart, type Stage, type Stopwatch } from "./stage.ts";

/** What one contestant took for a first apply of ten resources, in milliseconds. */
export interface ApplyRow {
  contestant: Contestant;
  time: Figures;
  /** To restapi, round by round; nothing where that cannot be had. */
  ratio: Figures | undefined;
  /** The requests of one apply. */
  requests: RequestCounts;
}

/** Tenants of the simulator's Acme. */
const TENANTS = Array.from(
  { length: 10 },
  (_, index) => `org-tenant-${String(index + 1).padStart(3, "0")}`,
);

const CONTESTANTS: readonly Contestant[] = ["restapi", "ours, compiled", "ours, Node file"];

/** Times first applies of all contestants in turn: ten tenants of one parent, and ten times the same path for restapi. */
export async function measureApplies(stage: Stage, rounds: number): Promise<ApplyRow[]> {
  const contestants = CONTESTANTS.filter((contestant) => takesPart(stage, contestant));
  const projects: TerraformProject[] = [];
  try {
    const watches: [Contestant, Stopwatch][] = [];
    for (const contestant of contestants) {
      const program =
        contestant === "restapi" ? restapiProgram(TENANTS.length) : tenantsProgram(TENANTS);
      const project = await openProject(stage, contestant, { "main.tf": program });
      if (contestant !== "restapi") project.setEnv(ACME);
      projects.push(project);
      watches.push([contestant, firstApply(stage, project)]);
    }
    const runs = watches.map(([contestant, { run }]) => [contestant, run] as const);
    const times: Contest<string> = await contest(rounds, Object.fromEntries(runs));
    return watches.map(([contestant, { requests }]) => ({
      contestant,
      time: times.of(contestant),
      ratio: takesPart(stage, "restapi") ? times.ratio(contestant, "restapi") : undefined,
      requests: requests(),
    }));
  } finally {
    for (const project of projects) await project.remove();
  }
}

const ACME = { SIGMA_CLIENT_ID: "acme-admin", SIGMA_CLIENT_SECRET: "acme-admin-secret" };

/** Applies as if for the first time: before each run the state is deleted, and what the tenants have at Sigma. */
function firstApply(stage: Stage, project: TerraformProject): Stopwatch {
  const { run, requests } = stopwatch(stage, project, ["apply", "-auto-approve"]);
  return {
    requests,
    async run() {
      rmSync(join(project.folder, STATE_FILE), { force: true });
      for (const tenant of TENANTS) await stage.simulator.removeIntegration(tenant);
      return run();
    },
  };
}
