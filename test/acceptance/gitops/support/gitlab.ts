import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Checkout, EXAMPLE } from "./checkout.ts";
import { holds } from "./conditions.ts";
import { type JobRun, startJob } from "./run-job.ts";

const part = z.object({
  extends: z.string().optional(),
  variables: z.record(z.string(), z.string()).default({}),
  rules: z.array(z.object({ if: z.string() })).default([]),
  id_tokens: z.record(z.string(), z.object({ aud: z.string() })).optional(),
  secrets: z
    .record(
      z.string(),
      z.object({
        token: z.string(),
        file: z.literal(false),
        azure_key_vault: z.object({ name: z.string() }),
      }),
    )
    .default({}),
  before_script: z.array(z.string()).optional(),
  script: z.array(z.string()).default([]),
});
const file = z.looseObject({
  variables: z.record(z.string(), z.string()),
  default: part,
  workflow: z.object({ rules: z.array(z.object({ if: z.string() })) }),
});

/** What the platform knows: its own variables, and the secrets of the vault. */
export interface GitlabValues {
  variables: Readonly<Record<string, string>>;
  vault: Readonly<Record<string, string>>;
}

/** Runs the job that the rules choose, which must be exactly one; nothing where they choose none. */
export async function runPipeline(
  checkout: Checkout,
  { variables, vault }: GitlabValues,
): Promise<(JobRun & { job: string }) | undefined> {
  const text = await readFile(join(EXAMPLE, "gitlab/gitlab-ci.yml"), "utf8");
  const { default: base, workflow, variables: all, ...rest } = file.parse(parse(text));
  const resolve = (name: string): string => variables[name.replace(/^\$/, "")] ?? "";
  const isChosen = (rules: readonly { if: string }[]): boolean =>
    rules.some((rule) => holds(rule.if, resolve));
  if (!isChosen(workflow.rules)) return undefined;

  const { stages: _, ...named } = rest;
  const parts = z.record(z.string(), part).parse(named);
  const chosen = Object.entries(parts).filter(([, { rules }]) => isChosen(rules));
  const [[name, job] = ["", undefined]] = chosen;
  if (chosen.length !== 1 || job === undefined) throw new Error(`${chosen.length} jobs run`);
  const secrets = { ...(job.extends && parts[job.extends]?.secrets), ...job.secrets };
  const tokens = Object.keys({ ...base.id_tokens, ...job.id_tokens });
  const started = await startJob(checkout);
  await started.step({
    name,
    // As the runner begins its own script.
    script: ["set -eo pipefail", ...(base.before_script ?? []), ...job.script, ""].join("\n"),
    bash: ["--noprofile", "--norc"],
    env: {
      ...all,
      ...variables,
      ...job.variables,
      ...Object.fromEntries(tokens.map((token) => [token, "an id token"])),
      ...Object.fromEntries(
        Object.entries(secrets).map(([variable, { token, azure_key_vault: from }]) => {
          if (!tokens.includes(token.replace(/^\$/, ""))) throw new Error(`no token ${token}`);
          return [variable, vault[from.name] ?? ""];
        }),
      ),
    },
  });
  return { ...(await started.ended()), job: name };
}
