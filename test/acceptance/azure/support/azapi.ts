import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../../simulator/index.ts";
import { AUTHORITY_FILE, azapiEnvironment } from "../../../support/azapi-environment.ts";
import { builtProvider } from "../../../support/built-provider.ts";
import { AZAPI_PROVIDER, obtainAzapi } from "../../../support/engine/azapi.ts";
import { toolMissing } from "../../../support/engine/failure.ts";
import { obtainOpenTofu } from "../../../support/engine/opentofu.ts";
import type { ToolCopy } from "../../../support/engine/obtain.ts";
import { describeWithTool, type Obtain } from "../../../support/engine/requirement.ts";
import type { TerraformEngine } from "../../../support/engine/terraform-engine.ts";
import { obtainTerraform } from "../../../support/engine/terraform.ts";
import type { EngineRun } from "../../../support/engine-run.ts";
import {
  createTerraformProject,
  type TerraformProject,
} from "../../../support/terraform-project.ts";
import { ACME } from "../../support/stack.ts";
import { armClient, type Arm } from "./arm.ts";

/** Terraform or OpenTofu, and the provider azapi. */
export interface AzapiEngine extends TerraformEngine {
  readonly azapi: ToolCopy;
}

/** An example with azapi, and the simulator that stands in for Azure, the models and Sigma. */
export interface AzapiStack extends AsyncDisposable {
  simulator: Simulator;
  project: TerraformProject;
  arm: Arm;
  /** Runs the engine in the example's folder; variables are those of the example, without `TF_VAR_`. */
  run: (args: readonly string[], variables?: Variables) => Promise<EngineRun>;
  apply: (variables?: Variables, ...args: string[]) => Promise<EngineRun>;
  /** What a scheduled pipeline runs: exit 0 where nothing changed, 2 where something is to change. */
  plan: (variables?: Variables, ...args: string[]) => Promise<EngineRun>;
  destroy: (variables?: Variables) => Promise<EngineRun>;
  /** The output `account_name`. */
  accountName: () => Promise<string>;
}

/** Variables of a configuration, by name. */
export type Variables = Readonly<Record<string, string | number | readonly string[]>>;

const EXAMPLES = join(import.meta.dirname, "../../../../examples/terraform");

const ENGINES = { terraform: obtainTerraform, tofu: obtainOpenTofu };

/** Declares tests that need azapi and an engine, once for each engine; see `describeWithTool`. */
export async function describeWithAzapi(
  name: string,
  body: (engine: AzapiEngine) => void,
  engines: readonly (keyof typeof ENGINES)[] = ["terraform", "tofu"],
): Promise<void> {
  for (const cli of engines) {
    const obtain: Obtain<AzapiEngine> = async (options) => {
      // Elsewhere Go takes certificates from the system alone, and the simulated Azure has one of its own.
      if (process.platform !== "linux") throw toolMissing("azapi is tested on Linux only.");
      return { ...(await ENGINES[cli](options)), azapi: await obtainAzapi(options) };
    };
    await describeWithTool(`${name}, with ${cli}`, obtain, body);
  }
}

/**
 * Copies the examples for Azure into a temporary folder, and runs `init` in one of them.
 *
 * @param example the folder's name, such as `azure`
 * @throws if `init` fails
 */
export async function startAzapiStack(
  engine: AzapiEngine,
  example: string,
  options: SimulatorOptions & { env?: Record<string, string> } = {},
): Promise<AzapiStack> {
  const { env, ...rest } = options;
  const simulator = await createSimulator({ tokenInterval: 0, azureTls: true, ...rest });
  const { command: executable, version } = engine.azapi;
  const project = await createTerraformProject({
    engine,
    files: {
      [AUTHORITY_FILE]: simulator.azure.certificateAuthority,
      ...(await files("azure")),
      ...(await files(example)),
    },
    providers: [builtProvider(), { executable, version, address: AZAPI_PROVIDER }],
    env: {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_TOKEN_INTERVAL: "0",
      SIGMA_ALLOW_ASSUMED: "write",
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      ...ACME,
      ...azapiEnvironment(simulator),
      ...env,
    },
  });
  project.setEnv({ SSL_CERT_FILE: join(project.folder, AUTHORITY_FILE) });
  const run: AzapiStack["run"] = (args, variables = {}) =>
    project.run([`-chdir=${example}`, ...args], { env: asEnvironment(variables) });
  const dispose = async (): Promise<void> => {
    await simulator.close();
    await project.remove();
  };
  const init = await run(["init"]);
  if (init.code !== 0) {
    await dispose();
    throw new Error(`${engine.cli} init failed: ${init.output}`);
  }
  return {
    simulator,
    project,
    arm: armClient(simulator.url),
    run,
    apply: (variables, ...args) => run(["apply", "-auto-approve", ...args], variables),
    plan: (variables, ...args) => run(["plan", "-detailed-exitcode", ...args], variables),
    destroy: (variables) => run(["destroy", "-auto-approve"], variables),
    accountName: async () => (await run(["output", "-raw", "account_name"])).stdout.trim(),
    [Symbol.asyncDispose]: dispose,
  };
}

async function files(example: string): Promise<Record<string, string>> {
  const folder = join(EXAMPLES, example);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    found.map(async (file) => [
      join(example, file.slice(folder.length)),
      await readFile(file, "utf8"),
    ]),
  );
  return Object.fromEntries(texts);
}

function asEnvironment(variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      `TF_VAR_${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
