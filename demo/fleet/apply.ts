import { availableParallelism } from "node:os";
import { inParallel } from "../../provider/operations/in-parallel.ts";
import type { EngineRun } from "../../test/support/engine-run.ts";
import { progressReporter } from "../../test/support/engine/progress-reporter.ts";
import type { FleetOrganization } from "./organizations.ts";
import { filesOf, folderOf } from "./projects.ts";
import type { FleetWorkshop } from "./workshop.ts";

type Run = (...args: string[]) => Promise<EngineRun>;

/** Makes the projects of organizations, and applies them for the first time. Answers what went wrong. */
export async function provision(
  workshop: FleetWorkshop,
  organizations: readonly FleetOrganization[],
): Promise<string[]> {
  return await forEach(workshop, organizations, async (organization, run) => {
    await workshop.write(folderOf(organization), filesOf(organization));
    const begun =
      organization.engine === "pulumi" ? await run("stack", "init", "prod") : await run("init");
    return begun.code === 0 ? await applied(organization, run) : begun;
  });
}

/** Applies the programs as they were at first. Answers what went wrong. */
export async function repair(
  workshop: FleetWorkshop,
  organizations: readonly FleetOrganization[],
): Promise<string[]> {
  return await forEach(workshop, organizations, async (organization, run) => {
    await workshop.write(folderOf(organization), filesOf(organization));
    return await applied(organization, run);
  });
}

async function applied({ engine }: FleetOrganization, run: Run): Promise<EngineRun> {
  return engine === "pulumi"
    ? await run("up", "--yes", "--refresh", "--skip-preview", "--non-interactive")
    : await run("apply", "-auto-approve");
}

async function forEach(
  workshop: FleetWorkshop,
  organizations: readonly FleetOrganization[],
  work: (organization: FleetOrganization, run: Run) => Promise<EngineRun>,
): Promise<string[]> {
  const { progress, end } = progressReporter();
  const told = (done: number): void => progress("applying", `${done} of ${organizations.length}`);
  let done = 0;
  told(done);
  const problems = await inParallel(organizations, availableParallelism(), async (organization) => {
    const run: Run = (...args) => workshop.run(organization.engine, args, folderOf(organization));
    const { code, output } = await work(organization, run);
    told((done += 1));
    return code === 0 ? [] : [`${organization.name}: exit ${code}: ${output.trim()}`];
  });
  end();
  return problems.flat();
}
