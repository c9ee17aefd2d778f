import { z } from "zod";

const requirement = z.enum(["approved", "mergeable", "undiverged"]);

const step = z.strictObject({ run: z.string() });

const stage = z.strictObject({ steps: z.array(step).min(1) });

const workflow = z.strictObject({ plan: stage.optional(), apply: stage.optional() });

/** Atlantis's settings at the server, as far as the example has them; any other key is a mistake. */
export const serverSide = z.strictObject({
  repos: z.array(
    z.strictObject({
      id: z.string(),
      branch: z.string().regex(/^\/.*\/$/),
      plan_requirements: z.array(requirement),
      apply_requirements: z.array(requirement),
      allowed_overrides: z.array(
        z.enum(["plan_requirements", "apply_requirements", "import_requirements", "workflow"]),
      ),
      allowed_workflows: z.array(z.string()),
      allow_custom_workflows: z.boolean(),
    }),
  ),
  workflows: z.record(z.string(), workflow),
});

/** Atlantis's file in a repository, likewise. */
export const repositorySide = z.strictObject({
  version: z.literal(3),
  automerge: z.boolean(),
  parallel_plan: z.boolean(),
  parallel_apply: z.boolean(),
  projects: z.array(
    z.strictObject({
      name: z.string(),
      dir: z.string(),
      workspace: z.string(),
      workflow: z.string(),
      autoplan: z.strictObject({ enabled: z.boolean(), when_modified: z.array(z.string()) }),
    }),
  ),
});

/** What a repository asks of Atlantis. */
export type RepositorySide = z.output<typeof repositorySide>;
