import { createSimulator, type Simulator } from "../simulator/index.ts";
import { obtainOpenTofu } from "../test/support/engine/opentofu.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainTerraform } from "../test/support/engine/terraform.ts";
import { builtProvider } from "../test/support/built-provider.ts";
import { createTerraformProject } from "../test/support/terraform-project.ts";
import { unwrapped } from "../test/support/terraform-text.ts";
import type { Command, Demo, Step } from "./demo.ts";
import {
  AGAINST_SIGMA,
  connectionTo,
  foundAtSigma,
  KEY,
  ORIGIN,
  ROTATED_KEY,
  SWITCHED,
  switchedOutside,
  wrongAtSigma,
} from "./sigma.ts";

const CONFIGURATION = `terraform {
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}

variable "openai_key" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "sigma_external_ai_integration" "ai" {
  openai = { api_key_wo = var.openai_key }
}
`;

/** What a scheduled pipeline runs. */
export const PLAN = ["plan", "-detailed-exitcode"];

/** The life of an integration on the real Terraform or OpenTofu, in a temporary folder and against a simulator. */
export async function terraformDemo(cli: "terraform" | "tofu", signal: AbortSignal): Promise<Demo> {
  const { progress, end: endProgress } = progressReporter();
  const obtain = cli === "terraform" ? obtainTerraform : obtainOpenTofu;
  const engine = await obtain({ progress, signal }).finally(endProgress);
  const simulator = await createSimulator();
  const project = await createTerraformProject({
    engine,
    signal,
    providers: [builtProvider()],
    env: { ...connectionTo(simulator), TF_VAR_openai_key: KEY },
    files: { "main.tf": CONFIGURATION },
  }).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });

  return {
    command: cli,
    engine: `${engine.product} ${engine.version} (${ORIGIN[engine.source]})`,
    against: AGAINST_SIGMA,
    program: CONFIGURATION,
    run: ({ args, env }: Command) => project.run(args, env === undefined ? {} : { env }),
    steps: steps(simulator, () => project.setEnv({ TF_VAR_openai_key: ROTATED_KEY })),
    summary,
    wrong: (step) => wrongAtSigma(simulator, step),
    found: foundAtSigma,
    end: async () => {
      await simulator.close();
      await project.remove();
    },
  };
}

function steps(simulator: Simulator, rotate: () => void): Step[] {
  return [
    {
      title: "Add",
      commands: [
        { args: ["init"], exit: 0, shows: /successfully initialized/ },
        { args: ["apply", "-auto-approve"], exit: 0, shows: /1 added, 0 changed/ },
      ],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "no change",
      commands: [{ args: PLAN, exit: 0, shows: /No changes/ }],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "drift seen",
      first: switchedOutside(simulator),
      commands: [
        {
          args: PLAN,
          exit: 2,
          shows:
            /vendor changed outside: Sigma reports "gemini", last applied "openai", by user-grace/,
        },
      ],
      sigma: SWITCHED,
    },
    {
      title: "Edit",
      commands: [
        { args: ["apply", "-auto-approve"], exit: 0, shows: /0 added, 1 changed, 0 destroyed/ },
      ],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "key rotated",
      first: {
        says: "the variable gets a new key; nothing else changes",
        act: async () => rotate(),
      },
      commands: [
        {
          args: ["apply", "-auto-approve"],
          exit: 0,
          shows: /the key is not the one that was last saved/,
        },
        { args: PLAN, exit: 0, shows: /No changes/ },
      ],
      sigma: { provider: "openAI", key: ROTATED_KEY },
    },
    {
      title: "Remove",
      commands: [
        {
          args: ["destroy", "-auto-approve"],
          // Sigma has not published how to remove; the demo allows the attempt on its simulator.
          env: { SIGMA_ALLOW_ASSUMED: "write" },
          exit: 0,
          shows: /1 destroyed/,
        },
      ],
      sigma: { provider: null },
    },
    { title: "nothing left at Sigma", commands: [], sigma: { provider: null } },
  ];
}

/** The engine breaks lines at 78 characters; here each message is one. */
export function summary(output: string): string {
  const [, ...messages] = output.split("╷");
  const own = output
    .split("\n")
    .filter((line) =>
      /^(?:No changes|Plan:|Apply complete|Destroy complete|\S+ has been)/.test(line),
    );
  const told = messages.map((message) => unwrapped(message.split("╵")[0] ?? ""));
  return [...own, ...new Set(told)].join("\n");
}
