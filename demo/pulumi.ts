import { createSimulator, type Simulator } from "../simulator/index.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import { createPulumiProject } from "../test/support/pulumi-project.ts";
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

/** What a scheduled pipeline runs. */
export const PREVIEW = ["preview", "--refresh", "--expect-no-changes"];

/** The life of an integration on the real Pulumi, in a temporary folder and against a simulator. */
export async function pulumiDemo(signal: AbortSignal): Promise<Demo> {
  const { progress, end: endProgress } = progressReporter();
  const engine = await obtainPulumi({ progress, signal }).finally(endProgress);
  const simulator = await createSimulator();
  const project = await createPulumiProject({
    engine,
    signal,
    env: connectionTo(simulator),
    files: { "index.ts": program(KEY) },
  }).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });

  return {
    command: "pulumi",
    engine: `Pulumi ${engine.version} (${ORIGIN[engine.source]})`,
    against: AGAINST_SIGMA,
    program: program(KEY),
    run: ({ args, env }: Command) => project.pulumi(args, env),
    steps: steps(simulator, () => project.write({ "index.ts": program(ROTATED_KEY) })),
    summary,
    wrong: (step) => wrongAtSigma(simulator, step),
    found: foundAtSigma,
    end: async () => {
      await simulator.close();
      await project.remove();
    },
  };
}

function program(key: string): string {
  return `import { ExternalAiIntegration } from "sigma-external-ai";

export const { organizationId, aiProvider, driftVisibility } = new ExternalAiIntegration("ai", {
  openai: { apiKey: "${key}" },
});
`;
}

function steps(simulator: Simulator, rotate: () => Promise<void>): Step[] {
  return [
    {
      title: "Add",
      commands: [{ args: ["up", "--yes"], exit: 0, shows: /\+ 2 created/ }],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "no change",
      commands: [{ args: PREVIEW, exit: 0, shows: /2 unchanged/ }],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "drift seen",
      first: switchedOutside(simulator),
      commands: [
        {
          args: PREVIEW,
          exit: 7,
          shows:
            /vendor changed outside: Sigma reports "gemini", last applied "openai", by user-grace/,
        },
      ],
      sigma: SWITCHED,
    },
    {
      title: "Edit",
      commands: [{ args: ["up", "--yes", "--refresh"], exit: 0, shows: /~ 1 updated/ }],
      sigma: { provider: "openAI", key: KEY },
    },
    {
      title: "key rotated",
      first: { says: "the program gets a new key", act: rotate },
      commands: [
        { args: ["up", "--yes"], exit: 0, shows: /the key is not the one that was last saved/ },
        { args: PREVIEW, exit: 0, shows: /2 unchanged/ },
      ],
      sigma: { provider: "openAI", key: ROTATED_KEY },
    },
    {
      title: "Remove",
      commands: [
        {
          args: ["destroy", "--yes"],
          // Sigma has not published how to remove; the demo allows the attempt on its simulator.
          env: { SIGMA_ALLOW_ASSUMED: "write" },
          exit: 0,
          shows: /- 2 deleted/,
        },
      ],
      sigma: { provider: null },
    },
    { title: "nothing left at Sigma", commands: [], sigma: { provider: null } },
  ];
}

/** Each line once, as the engine repeats them. */
export function summary(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const told = lines.filter((line) => /^(?:org-|error:|[+~-] \d+ |\d+ unchanged)/.test(line));
  return [...new Set(told)].join("\n");
}
