import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSimulator, type Simulator } from "../simulator/index.ts";
import { AUTHORITY_FILE, azapiEnvironment } from "../test/support/azapi-environment.ts";
import { builtProvider } from "../test/support/built-provider.ts";
import { AZAPI_PROVIDER, obtainAzapi } from "../test/support/engine/azapi.ts";
import { obtainOpenTofu } from "../test/support/engine/opentofu.ts";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainTerraform } from "../test/support/engine/terraform.ts";
import { createTerraformProject } from "../test/support/terraform-project.ts";
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
import { foundAtSigma, ORIGIN } from "./sigma.ts";
import { PLAN, summary } from "./terraform.ts";

const EXAMPLE = join(import.meta.dirname, "../examples/terraform/azure");

/**
 * The example for Azure on the real Terraform or OpenTofu with the real azapi, in a temporary folder. Only Linux lets azapi
 * trust the certificate of the simulated Azure.
 */
export async function azureTerraformDemo(
  cli: "terraform" | "tofu",
  signal: AbortSignal,
): Promise<Demo> {
  const { progress, end: endProgress } = progressReporter();
  const obtain = cli === "terraform" ? obtainTerraform : obtainOpenTofu;
  const engine = await obtain({ progress, signal }).finally(endProgress);
  const azapi = await obtainAzapi({ progress, signal }).finally(endProgress);
  const files = await exampleFiles();
  const simulator = await createSimulator({ azureTls: true });
  const project = await createTerraformProject({
    engine,
    signal,
    providers: [
      builtProvider(),
      { executable: azapi.command, version: azapi.version, address: AZAPI_PROVIDER },
    ],
    env: {
      ...azureConnectionTo(simulator),
      ...azapiEnvironment(simulator),
      TF_VAR_validation_wait: VALIDATION_WAIT,
    },
    files: { ...files, [AUTHORITY_FILE]: simulator.azure.certificateAuthority },
  }).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });
  const allow = (addresses: readonly string[]): void =>
    project.setEnv({ TF_VAR_sigma_addresses: JSON.stringify(addresses) });
  allow(OTHER_ADDRESSES);
  project.setEnv({ SSL_CERT_FILE: join(project.folder, AUTHORITY_FILE) });

  return {
    command: cli,
    engine: `${engine.product} ${engine.version} (${ORIGIN[engine.source]})`,
    against: AGAINST_AZURE,
    program: partOf(files["main.tf"] ?? ""),
    run: ({ args, env }: Command) => project.run(args, env === undefined ? {} : { env }),
    steps: steps(simulator, {
      allowSigma: async () => allow(SIGMA_ADDRESSES),
      useSecondKey: async () => project.setEnv({ TF_VAR_key: "2" }),
    }),
    summary,
    wrong: (step) => wrongWithAzure(simulator, step),
    found: foundAtSigma,
    end: async () => {
      await simulator.close();
      await project.remove();
    },
  };
}

function steps(
  simulator: Simulator,
  change: Record<"allowSigma" | "useSecondKey", () => Promise<void>>,
): Step[] {
  return [
    {
      title: "refused: Azure's firewall keeps Sigma out",
      commands: [
        { args: ["init"], exit: 0, shows: /successfully initialized/ },
        {
          args: ["apply", "-auto-approve"],
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
        says: `the variable gets Sigma's addresses: ${SIGMA_ADDRESSES.join(", ")}`,
        act: change.allowSigma,
      },
      commands: [{ args: ["apply", "-auto-approve"], exit: 0, shows: /1 added, 1 changed/ }],
      sigma: { provider: "azureOpenAI", key: "key1" },
      accounts: 1,
    },
    {
      title: "no change",
      commands: [{ args: PLAN, exit: 0, shows: /No changes/ }],
      sigma: { provider: "azureOpenAI", key: "key1" },
      accounts: 1,
    },
    {
      title: "key rotated without downtime: Sigma gets the account's other key first",
      first: { says: "the variable key becomes 2", act: change.useSecondKey },
      commands: [
        {
          args: ["apply", "-auto-approve"],
          exit: 0,
          shows: /the key is not the one that was last saved/,
        },
        { args: PLAN, exit: 0, shows: /No changes/ },
      ],
      sigma: { provider: "azureOpenAI", key: "key2" },
      accounts: 1,
    },
    {
      title: "the old key is worthless now, and nothing has to be done",
      first: firstKeyRegenerated(simulator),
      commands: [{ args: PLAN, exit: 0, shows: /No changes/ }],
      sigma: { provider: "azureOpenAI", key: "key2" },
      accounts: 1,
    },
    {
      title: "Remove: Sigma first, then the deployments, one by one, then the account",
      commands: [
        {
          args: ["destroy", "-auto-approve"],
          // Sigma has not published how to remove; the demo allows the attempt on its simulator.
          env: { SIGMA_ALLOW_ASSUMED: "write" },
          exit: 0,
          shows: /4 destroyed/,
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

async function exampleFiles(): Promise<Record<string, string>> {
  const entries = await readdir(EXAMPLE, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    found.map(async (file) => [file.slice(EXAMPLE.length + 1), await readFile(file, "utf8")]),
  );
  return Object.fromEntries(texts);
}

/** What matters of the configuration: the module and the integration. */
function partOf(configuration: string): string {
  return configuration.slice(
    configuration.indexOf('module "azure"'),
    configuration.indexOf('output "'),
  );
}
