import type { TerraformProject } from "../../test/support/terraform-project.ts";
import { contest, type Contest, type Figures } from "../measure.ts";
import type { RequestCounts } from "../requests.ts";
import { builtInProgram, integrationsProgram, restapiProgram } from "./programs.ts";
import type { Contestant } from "./providers.ts";
import { multiplied, STATE_FILE } from "./recorded-state.ts";
import { openProject, runOrThrow, stopwatch, takesPart, type Stage } from "./stage.ts";

/** What one contestant took for a plan that finds no change, in milliseconds. */
export interface PlanRow {
  contestant: Contestant;
  resources: number;
  time: Figures;
  /** To restapi, round by round; nothing where that cannot be had. */
  ratio: Figures | undefined;
  /** The requests of one plan. */
  requests: RequestCounts;
}

/** Where the time of our plan goes, in milliseconds, as the differences between contestants. */
export interface PlanParts {
  form: (typeof FORMS)[number];
  resources: number;
  /** Terraform with resources of its own. */
  terraform: Figures;
  /** A provider of this form: to check its file, to start it three times, and to talk to it. */
  startUp: Figures;
  /** What our provider does beyond answering: to load its code, and to ask Sigma. */
  work: Figures;
}

const FORMS = ["compiled", "Node file"] as const;

const CONTESTANTS: readonly Contestant[] = [
  "restapi",
  ...FORMS.map((form) => `ours, ${form}` as const),
  ...FORMS.map((form) => `instant, ${form}` as const),
  "terraform alone",
];

const PLAN = ["plan", "-detailed-exitcode"];

/** Times plans of all contestants in turn. `recorded` is the state of one integration. */
export async function measurePlans(
  stage: Stage,
  recorded: string,
  resources: number,
  rounds: number,
): Promise<{ rows: PlanRow[]; parts: PlanParts[] }> {
  const contestants = CONTESTANTS.filter((contestant) => takesPart(stage, contestant));
  const projects: TerraformProject[] = [];
  try {
    const watches = [];
    for (const contestant of contestants) {
      const project = await prepare(stage, contestant, recorded, resources);
      projects.push(project);
      watches.push([contestant, stopwatch(stage, project, PLAN)] as const);
    }
    const runs = watches.map(([contestant, { run }]) => [contestant, run] as const);
    const times: Contest<string> = await contest(rounds, Object.fromEntries(runs));
    const rows = watches.map(([contestant, { requests }]) => ({
      contestant,
      resources,
      time: times.of(contestant),
      ratio: takesPart(stage, "restapi") ? times.ratio(contestant, "restapi") : undefined,
      requests: requests(),
    }));
    const forms = FORMS.filter((form) => takesPart(stage, `ours, ${form}`));
    const parts = forms.map((form) => ({
      form,
      resources,
      terraform: times.of("terraform alone"),
      startUp: times.difference(`instant, ${form}`, "terraform alone"),
      work: times.difference(`ours, ${form}`, `instant, ${form}`),
    }));
    return { rows, parts };
  } finally {
    for (const project of projects) await project.remove();
  }
}

/** A project in which the contestant has nothing left to change. */
async function prepare(
  stage: Stage,
  contestant: Contestant,
  recorded: string,
  resources: number,
): Promise<TerraformProject> {
  if (contestant === "restapi" || contestant === "terraform alone") {
    const program = contestant === "restapi" ? restapiProgram : builtInProgram;
    const project = await openProject(stage, contestant, { "main.tf": program(resources) });
    await runOrThrow(project, ["apply", "-auto-approve"]);
    return project;
  }
  return openProject(stage, contestant, {
    "main.tf": integrationsProgram(resources),
    [STATE_FILE]: multiplied(recorded, resources),
  });
}
