import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { builtProvider } from "../support/built-provider.ts";
import type { EngineRun } from "../support/engine-run.ts";
import { describeWithTool } from "../support/engine/requirement.ts";
import { obtainTerraform } from "../support/engine/terraform.ts";
import { sectionsOf, withoutInstallation } from "./support/page-sections.ts";
import { ACME } from "./support/stack.ts";
import { startTerraformStack, type TerraformStack } from "./support/terraform-stack.ts";
import { OUTSIDE } from "./terraform/support/configs.ts";

/** One block of commands of a runbook, in its order. */
interface Step {
  /** What has happened meanwhile. */
  before?: (stack: TerraformStack) => unknown;
  /** What a person types. */
  input?: string;
  /** Default: 0. */
  code?: number;
  output?: string;
}

/** A runbook by its heading, and an applied integration that meets with something. */
interface Runbook {
  heading: string;
  /** What holds from the beginning, and what a pipeline would give now. */
  env?: Record<string, string>;
  steps: Step[];
  /** What Sigma has at the end. */
  provider: string;
}

const FIRST_KEY = "sim-openai-key-1";
const SECOND_KEY = "sim-openai-key-2";
const DOWN = { times: 0, effect: { kind: "status", status: 503 } } as const;
const rotated = ({ simulator, project }: TerraformStack): void => {
  simulator.setVendorKeys("openai", [{ key: FIRST_KEY, state: "revoked" }]);
  project.setEnv({ TF_VAR_openai_key: SECOND_KEY });
};
const renewed = ({ project }: TerraformStack): void => project.setEnv(ACME);
const loseState = ({ project }: TerraformStack): Promise<unknown> =>
  Promise.all(
    ["terraform.tfstate", "terraform.tfstate.backup"].map((name) =>
      rm(join(project.folder, name), { force: true }),
    ),
  );
const editByHand = ({ simulator }: TerraformStack): unknown =>
  simulator.saveOutside("org-acme", { config: OUTSIDE.gemini });

const runbooks: Runbook[] = [
  {
    heading: "A vendor's key has leaked",
    steps: [
      { input: SECOND_KEY, output: "0 added, 1 changed, 0 destroyed" },
      { before: rotated, output: "openai.apiKey" },
      {
        before: ({ project }) => project.write({ "old.log": `key: ${FIRST_KEY}\n` }),
        input: FIRST_KEY,
        code: 1,
        output: "old.log",
      },
      { output: "org-acme" },
    ],
    provider: "openAI",
  },
  {
    heading: "A vendor is down",
    steps: [
      { before: ({ simulator }) => simulator.fault({ ...DOWN, host: "*" }), code: 3 },
      {
        before: ({ simulator }) => simulator.clearFaults(),
        input: "sim-gemini-key-1",
        output: "0 added, 1 changed, 0 destroyed",
      },
    ],
    provider: "gemini",
  },
  {
    heading: "Sigma is down",
    steps: [
      { before: ({ simulator }) => simulator.fault(DOWN), code: 1, output: "SIGMA_UNAVAILABLE" },
      { output: "No changes" },
      { before: ({ simulator }) => simulator.clearFaults(), output: "0 added, 0 changed" },
    ],
    provider: "openAI",
  },
  {
    heading: "The state is lost",
    steps: [{ before: loseState, output: "org-acme" }, { output: "No changes" }],
    provider: "openAI",
  },
  {
    heading: "The owner of Sigma's credentials has left",
    env: { SIGMA_CLIENT_ID: "of-the-one-who-left" },
    steps: [
      { input: "acme-admin\nacme-admin-secret", output: "the credentials speak for org-acme" },
      { before: renewed, output: "No changes" },
    ],
    provider: "openAI",
  },
  {
    heading: "An emergency edit by hand",
    steps: [
      { before: editByHand, code: 2, output: "user-grace" },
      { output: "0 added, 1 changed, 0 destroyed" },
      { before: editByHand, input: "sim-gemini-key-1", output: "No changes" },
    ],
    provider: "gemini",
  },
];

it("every runbook is run", () => {
  const headings = sectionsOf("docs/runbooks.md").map(({ heading }) => heading);
  expect(runbooks.map(({ heading }) => heading)).toEqual(headings);
});

await describeWithTool("runbooks, on the real Terraform", obtainTerraform, (engine) => {
  it.each(runbooks)("$heading", async ({ heading, env = {}, steps, provider }) => {
    await using stack = await startTerraformStack(engine, {
      config: "",
      provider: builtProvider(),
      env: {
        OPENAI_API_KEY: FIRST_KEY,
        TF_VAR_openai_key: FIRST_KEY,
        TF_CLI_ARGS_apply: "-auto-approve",
      },
    });
    const run = (script: string, input?: string): Promise<EngineRun> =>
      stack.project.shell(
        withoutInstallation(script),
        input === undefined ? {} : { input: `${input}\n` },
      );
    await stack.project.write({ "providers.tf": "" });
    expect(await run(stepsOf("docs/start.md", "With Terraform")[1] ?? "")).toMatchObject({
      code: 0,
    });
    stack.project.setEnv(env);

    const scripts = stepsOf("docs/runbooks.md", heading);
    expect(scripts).toHaveLength(steps.length);
    for (const [index, { before, input, code = 0, output = "" }] of steps.entries()) {
      await before?.(stack);
      const script = scripts[index]?.replaceAll("ORGANIZATION_ID", "org-acme") ?? "";
      const ended = await run(script, input);
      expect([index, ended]).toEqual([index, expect.objectContaining({ code })]);
      expect(ended.output).toContain(output);
    }
    expect(stack.simulator.state("org-acme").integration?.provider).toBe(provider);
  });
});

function stepsOf(page: string, heading: string): string[] {
  return sectionsOf(page).find((section) => section.heading === heading)?.steps ?? [];
}
