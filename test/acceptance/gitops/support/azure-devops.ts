import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Checkout, EXAMPLE } from "./checkout.ts";
import { azureHolds, type Status } from "./conditions.ts";
import { hostedName } from "./hosted.ts";
import { type JobRun, startJob } from "./run-job.ts";

const scalars = z.record(z.string(), z.coerce.string()).default({});
const step = z.object({
  checkout: z.string().optional(),
  task: z.string().optional(),
  script: z.string().optional(),
  displayName: z.string().optional(),
  condition: z.string().default("succeeded()"),
  inputs: scalars,
  env: scalars,
});
const job = z.union([
  z.object({ job: z.string(), steps: z.array(step) }),
  z.object({
    deployment: z.string(),
    environment: z.string(),
    strategy: z.object({ runOnce: z.object({ deploy: z.object({ steps: z.array(step) }) }) }),
  }),
]);
const pipeline = z.object({
  variables: z.array(
    z.union([z.object({ group: z.string() }), z.object({ name: z.string(), value: z.string() })]),
  ),
  stages: z.array(z.object({ stage: z.string(), condition: z.string(), jobs: z.array(job) })),
});
type PipelineStep = z.output<typeof step>;

/** What the platform knows: its own variables and those of the group, and the secrets of the vault. */
export interface AzureValues {
  variables: Readonly<Record<string, string>>;
  vault: Readonly<Record<string, string>>;
}

/** Runs the stage that the conditions choose, which must be exactly one, with one job of the same name. */
export async function runPipeline(
  checkout: Checkout,
  { variables, vault }: AzureValues,
): Promise<JobRun & { job: string }> {
  const text = await readFile(join(EXAMPLE, "azure-devops/azure-pipelines.yml"), "utf8");
  const { stages, variables: declared } = pipeline.parse(parse(text));
  const known: Record<string, string> = { ...variables };
  for (const each of declared) if ("name" in each) known[each.name] = each.value;
  const resolve = (name: string): string => {
    const value = known[name];
    if (value === undefined) throw new Error(`no value is given for ${name}`);
    return value;
  };
  const fill = (value: string): string =>
    value.replaceAll(/\$\(([\w.-]+)\)/g, (_, name: string) => resolve(name));
  const chosen = stages.filter(({ condition }) => azureHolds(condition, resolve, "success"));
  const [{ stage, jobs: [only] } = { stage: "", jobs: [] }] = chosen;
  if (chosen.length !== 1 || only === undefined) throw new Error(`${chosen.length} stages run`);

  const started = await startJob(checkout);
  let status: Status = "success";
  for (const each of "steps" in only ? only.steps : only.strategy.runOnce.deploy.steps) {
    if (!azureHolds(each.condition, resolve, status)) continue;
    const name = each.displayName ?? each.task ?? each.script ?? "checkout";
    const script = scriptOf(each);
    if (script === undefined) {
      const hosted = hostedName(each.task ?? "checkout");
      if (hosted === "AzureKeyVault") {
        const { SecretsFilter = "" } = each.inputs;
        for (const secret of SecretsFilter.split(",")) known[secret] = vault[secret] ?? "";
      }
      continue;
    }
    const own = Object.entries(each.env).map(([variable, value]) => [variable, fill(value)]);
    const env = { ...environmentOf(variables, declared), ...Object.fromEntries(own) };
    const bash = ["--noprofile", "--norc"];
    if ((await started.step({ name, script: fill(script), bash, env })) === "failure") {
      status = "failure";
    }
  }
  return { ...(await started.ended()), job: stage };
}

/** `AzureCLI` runs its script after a login that is made for it. */
function scriptOf({ script, task, inputs }: PipelineStep): string | undefined {
  if (task !== "AzureCLI@2") return script;
  if (inputs["scriptType"] !== "bash") throw new Error("only bash is known here");
  return inputs["inlineScript"];
}

/** Variables that are no secrets are in the environment of every script, with a name that a shell can take. */
function environmentOf(
  variables: Readonly<Record<string, string>>,
  declared: readonly ({ group: string } | { name: string; value: string })[],
): Record<string, string> {
  const own = declared.flatMap((each) =>
    "name" in each ? [[each.name, each.value] as const] : [],
  );
  return Object.fromEntries(
    [...Object.entries(variables), ...own].map(([name, value]) => [
      name.toUpperCase().replaceAll(".", "_"),
      value,
    ]),
  );
}
