import {
  createSimulator,
  type Profile,
  type SeedOverride,
  type Simulator,
} from "../../../simulator/index.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import type { TerraformEngine } from "../../support/engine/terraform-engine.ts";
import type { RunningProvider } from "../../support/reattach.ts";
import { type MirroredProvider, SIGMA_PROVIDER } from "../../support/terraform-mirror.ts";
import { createTerraformProject, type TerraformProject } from "../../support/terraform-project.ts";
import { newRequests } from "./new-requests.ts";
import { ACME, type Env } from "./stack.ts";

/** A configuration on a real engine, and the simulator of Sigma that its provider talks to. */
export interface TerraformStack extends AsyncDisposable {
  simulator: Simulator;
  project: TerraformProject;
  apply: (env?: Env, ...args: string[]) => Promise<EngineRun>;
  /** What a scheduled pipeline runs: exit 0 where nothing changed, 2 where something is to change. */
  plan: (env?: Env, ...args: string[]) => Promise<EngineRun>;
  destroy: (env?: Env, ...args: string[]) => Promise<EngineRun>;
  /** Writes the configuration anew. */
  configure: (config: string) => Promise<void>;
  /** The resources in the state, without data sources. */
  resources: () => Promise<RecordedResource[]>;
  /** The requests since this was last asked, as "METHOD path". */
  requests: () => string[];
}

/** A resource as the state file has it. */
export interface RecordedResource {
  mode: "managed" | "data";
  type: string;
  name: string;
  instances: {
    index_key?: string | number;
    schema_version: number;
    attributes: Record<string, unknown>;
    private?: string;
  }[];
}

/** What a stack starts with. */
export interface TerraformStackOptions {
  /** `main.tf`, without `required_providers`. */
  config: string;
  /** The provider: one that `init` installs, or one that runs already. */
  provider: MirroredProvider | RunningProvider;
  profile?: Profile;
  seed?: SeedOverride;
  env?: Record<string, string>;
  tokenInterval?: number;
}

/**
 * A configuration in a temporary folder that manages Acme's integration unless its environment says otherwise.
 *
 * @throws if `init` fails
 */
export async function startTerraformStack(
  engine: TerraformEngine,
  options: TerraformStackOptions,
): Promise<TerraformStack> {
  const { config, provider, profile = "full", seed, tokenInterval = 0 } = options;
  const simulator = await createSimulator({
    profile,
    tokenInterval,
    ...(seed === undefined ? {} : { seed }),
  });
  const project = await createTerraformProject({
    engine,
    files: { "providers.tf": REQUIRED, "main.tf": config },
    ...("socket" in provider ? { running: provider } : { providers: [provider] }),
    env: {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_TOKEN_INTERVAL: "0",
      SIGMA_ALLOW_ASSUMED: "write",
      ...ACME,
      ...options.env,
    },
  });
  const dispose = async (): Promise<void> => {
    await simulator.close();
    await project.remove();
  };
  if ("executable" in provider) {
    const init = await project.run(["init"]);
    if (init.code !== 0) {
      await dispose();
      throw new Error(`${engine.cli} init failed: ${init.output}`);
    }
  }
  const command =
    (...first: string[]) =>
    async (env: Env = {}, ...args: string[]) =>
      await project.run([...first, ...args], { env });
  return {
    simulator,
    project,
    apply: command("apply", "-auto-approve"),
    plan: command("plan", "-detailed-exitcode"),
    destroy: command("destroy", "-auto-approve"),
    configure: (text) => project.write({ "main.tf": text }),
    resources: () => recordedResources(project),
    requests: newRequests(simulator),
    [Symbol.asyncDispose]: dispose,
  };
}

const REQUIRED = `terraform {
  required_providers {
    sigma = { source = "${SIGMA_PROVIDER}" }
  }
}
`;

async function recordedResources(project: TerraformProject): Promise<RecordedResource[]> {
  const { stdout } = await project.run(["state", "pull"]);
  if (stdout === "") return [];
  const { resources }: { resources: RecordedResource[] } = JSON.parse(stdout);
  return resources.filter(({ mode }) => mode === "managed");
}
