import { createSimulator, type Simulator } from "../simulator/index.ts";
import { startAzurePlugins } from "../test/support/azure-plugins/azure-plugins.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import { createPulumiProject } from "../test/support/pulumi-project.ts";
import {
  AGAINST_AZURE,
  azureConnectionTo,
  firstKeyRegenerated,
  OTHER_ADDRESSES,
  SIGMA_ADDRESSES,
  VALIDATION_WAIT,
  wrongWithAzure,
} from "./azure.ts";
import type { Command, Demo, Step } from "./demo.ts";
import { PREVIEW, summary } from "./pulumi.ts";
import { foundAtSigma, ORIGIN } from "./sigma.ts";

/**
 * An Azure OpenAI account and an integration that uses it, on the real Pulumi, in a temporary folder. The providers of Azure
 * and of randomness are stand-ins: in no registry of packages is there an executable of theirs.
 */
export async function azurePulumiDemo(signal: AbortSignal): Promise<Demo> {
  const { progress, end: endProgress } = progressReporter();
  const engine = await obtainPulumi({ progress, signal }).finally(endProgress);
  const simulator = await createSimulator();
  const plugins = await startAzurePlugins({ url: simulator.url });
  const end = async (): Promise<void> => {
    plugins.close();
    await simulator.close();
  };
  const project = await createPulumiProject({
    engine,
    signal,
    env: { ...azureConnectionTo(simulator), ...plugins.env },
    files: { "index.ts": program(OTHER_ADDRESSES) },
  }).catch(async (error: unknown) => {
    await end();
    throw error;
  });

  const write = (text: string): Promise<void> => project.write({ "index.ts": text });
  return {
    command: "pulumi",
    engine: `Pulumi ${engine.version} (${ORIGIN[engine.source]})`,
    against: AGAINST_AZURE,
    program: program(OTHER_ADDRESSES),
    run: ({ args, env }: Command) => project.pulumi(args, env),
    steps: steps(simulator, write),
    summary,
    wrong: (step) => wrongWithAzure(simulator, step),
    found: foundAtSigma,
    end: async () => {
      await end();
      await project.remove();
    },
  };
}

function program(sigmaAddresses: readonly string[], key?: 2): string {
  return `import { ExternalAiIntegration } from "sigma-external-ai";
import { AzureOpenAiForSigma } from "sigma-external-ai/azure";

const azure = new AzureOpenAiForSigma("azure", {
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: { name: "gpt-4.1", version: "2025-04-14" },
  embeddingModel: { name: "text-embedding-3-small", version: "1" },
  sigmaAddresses: ${JSON.stringify(sigmaAddresses).replaceAll(",", ", ")},${key === undefined ? "" : `\n  key: ${key},`}
});

new ExternalAiIntegration("ai", {
  azureOpenai: { ...azure.integration, validationWait: "${VALIDATION_WAIT}" },
});
`;
}

function steps(simulator: Simulator, write: (text: string) => Promise<void>): Step[] {
  return [
    {
      title: "refused: Azure's firewall keeps Sigma out",
      commands: [
        {
          args: ["up", "--yes"],
          exit: 1,
          shows: /Allow each of Sigma's addresses in the firewall of "sigma-ai-/,
        },
      ],
      sigma: { provider: null },
      accounts: 1,
    },
    {
      title: "Add, with Sigma's addresses",
      first: {
        says: `the program gets Sigma's addresses: ${SIGMA_ADDRESSES.join(", ")}`,
        act: () => write(program(SIGMA_ADDRESSES)),
      },
      commands: [{ args: ["up", "--yes"], exit: 0, shows: /\+ 1 created/ }],
      sigma: { provider: "azureOpenAI", key: "key1" },
      accounts: 1,
    },
    {
      title: "no change",
      commands: [{ args: PREVIEW, exit: 0, shows: /7 unchanged/ }],
      sigma: { provider: "azureOpenAI", key: "key1" },
      accounts: 1,
    },
    {
      title: "key rotated without downtime: Sigma gets the account's other key first",
      first: { says: "the program says key: 2", act: () => write(program(SIGMA_ADDRESSES, 2)) },
      commands: [
        { args: ["up", "--yes"], exit: 0, shows: /the key is not the one that was last saved/ },
        { args: PREVIEW, exit: 0, shows: /7 unchanged/ },
      ],
      sigma: { provider: "azureOpenAI", key: "key2" },
      accounts: 1,
    },
    {
      title: "the old key is worthless now, and nothing has to be done",
      first: firstKeyRegenerated(simulator),
      commands: [{ args: PREVIEW, exit: 0, shows: /7 unchanged/ }],
      sigma: { provider: "azureOpenAI", key: "key2" },
      accounts: 1,
    },
    {
      title: "Remove: Sigma first, then the deployments, one by one, then the account",
      commands: [
        {
          args: ["destroy", "--yes"],
          // Sigma has not published how to remove; the demo allows the attempt on its simulator.
          env: { SIGMA_ALLOW_ASSUMED: "write" },
          exit: 0,
          shows: /- 7 deleted/,
        },
      ],
      sigma: { provider: null },
      accounts: 0,
    },
    {
      title: "nothing left at Sigma and at Azure",
      commands: [],
      sigma: { provider: null },
      accounts: 0,
    },
  ];
}
