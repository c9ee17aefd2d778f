import { createSimulator, digest, type Simulator } from "../simulator/index.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import { createPulumiProject } from "../test/support/pulumi-project.ts";
import type { Command, Demo, Step } from "./demo.ts";

const ORGANIZATION = "org-acme";
const [KEY, ROTATED_KEY, OUTSIDE_KEY] = [
  "sim-openai-key-1",
  "sim-openai-key-2",
  "sim-gemini-key-1",
];

const PREVIEW = ["preview", "--refresh", "--expect-no-changes"];

/** The life of an integration on the real Pulumi, in a temporary folder and against a simulator. */
export async function pulumiDemo(signal: AbortSignal): Promise<Demo> {
  const { progress, end: endProgress } = progressReporter();
  const engine = await obtainPulumi({ progress, signal }).finally(endProgress);
  const simulator = await createSimulator();
  const project = await createPulumiProject({
    engine,
    signal,
    env: {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_CLIENT_ID: "acme-admin",
      SIGMA_CLIENT_SECRET: "acme-admin-secret",
    },
    files: { "index.ts": program(KEY) },
  }).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });

  return {
    command: "pulumi",
    engine: `Pulumi ${engine.version} (${ORIGIN[engine.source]})`,
    program: program(KEY),
    run: ({ args, env }: Command) => project.pulumi(args, env),
    steps: steps(simulator, () => project.write({ "index.ts": program(ROTATED_KEY) })),
    wrongAtSigma: (expected) => wrongAtSigma(simulator, expected),
    end: async () => {
      await simulator.close();
      await project.remove();
    },
  };
}

const ORIGIN = {
  path: "on PATH",
  cache: "from the cache",
  download: "downloaded",
  build: "built from its Go modules",
} as const;

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
      first: {
        says: "somebody switches the vendor to Gemini on Sigma's admin page",
        act: () =>
          simulator.saveOutside(ORGANIZATION, {
            config: { provider: "gemini", apiKey: OUTSIDE_KEY },
          }),
      },
      commands: [
        {
          args: PREVIEW,
          exit: 7,
          shows:
            /vendor changed outside: Sigma reports "gemini", last applied "openai", by user-grace/,
        },
      ],
      sigma: { provider: "gemini", key: OUTSIDE_KEY },
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

function wrongAtSigma(simulator: Simulator, { provider, key }: Step["sigma"]): string | undefined {
  const { integration } = simulator.state(ORGANIZATION);
  const found = integration?.provider ?? null;
  if (found !== provider)
    return `Sigma has ${found ?? "nothing"} instead of ${provider ?? "nothing"}`;
  if (key !== undefined && integration?.keyDigests["apiKey"] !== digest(key)) {
    return "Sigma has another key";
  }
  return undefined;
}
