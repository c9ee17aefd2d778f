import {
  createSimulator,
  type Profile,
  type SeedOverride,
  type Simulator,
} from "../../../simulator/index.ts";
import type { EngineRun } from "../../support/engine-run.ts";
import type { Engine } from "../../support/engine/pulumi.ts";
import { createPulumiProject, type PulumiProject } from "../../support/pulumi-project.ts";
import { newRequests } from "./new-requests.ts";

/** A stack of the real engine, and the simulator of Sigma that its program talks to. */
export interface Stack extends AsyncDisposable {
  simulator: Simulator;
  project: PulumiProject;
  /** Applies, without the preview that `up` makes first. */
  up: (env?: Env, ...args: string[]) => Promise<EngineRun>;
  /** What a scheduled pipeline runs: exit 0 where nothing changed, 7 where something drifted. */
  driftCheck: (env?: Env) => Promise<EngineRun>;
  destroy: (env?: Env) => Promise<EngineRun>;
  /** Writes the program anew. */
  program: (source: string) => Promise<void>;
  /** The recorded resources of ours, by name. */
  resources: () => Promise<RecordedResource[]>;
  /** The requests since this was last asked, as "METHOD path". */
  requests: () => string[];
}

/** Variables for one command. */
export type Env = Record<string, string | undefined>;

/** A resource as `pulumi stack export` shows it. */
export interface RecordedResource {
  urn: string;
  id?: string;
  type: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
}

/** What a stack starts with. */
export interface StackOptions {
  /** The program; of {@link startStack} the body of an ES module that has our class and Pulumi's module imported. */
  program: string;
  profile?: Profile;
  seed?: SeedOverride;
  env?: Record<string, string>;
  tokenInterval?: number;
}

/** The environment of Acme's admin, without the base URL. */
export const ACME = { SIGMA_CLIENT_ID: "acme-admin", SIGMA_CLIENT_SECRET: "acme-admin-secret" };

/** A stack in a temporary folder, whose program manages Acme's integration unless its environment says otherwise. */
export async function startStack(engine: Engine, options: StackOptions): Promise<Stack> {
  return stackOf(engine, options, (program) => ({ "index.js": programText(program) }));
}

/** A stack of programs in whatever language: `files` makes the files of the project from a program. */
export async function stackOf(
  engine: Engine,
  options: StackOptions,
  files: (program: string) => Record<string, string>,
): Promise<Stack> {
  const { profile = "full", seed, tokenInterval = 0 } = options;
  const simulator = await createSimulator({
    profile,
    tokenInterval,
    ...(seed === undefined ? {} : { seed }),
  });
  const project = await createPulumiProject({
    engine,
    env: {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_TOKEN_INTERVAL: "0",
      SIGMA_ALLOW_ASSUMED: "write",
      ...ACME,
      ...options.env,
    },
    files: files(options.program),
    packageJson: { main: "index.js" },
  });
  return {
    simulator,
    project,
    up: (env, ...args) => project.pulumi(["up", "--yes", "--skip-preview", ...args], env),
    driftCheck: (env) => project.pulumi(["preview", "--refresh", "--expect-no-changes"], env),
    destroy: (env) => project.pulumi(["destroy", "--yes", "--skip-preview"], env),
    program: (source) => project.write(files(source)),
    resources: () => recordedResources(project),
    requests: newRequests(simulator),
    [Symbol.asyncDispose]: async () => {
      await simulator.close();
      await project.remove();
    },
  };
}

function programText(body: string): string {
  return `import * as pulumi from "@pulumi/pulumi";
import { ExternalAiIntegration } from "sigma-external-ai";
${body}
`;
}

async function recordedResources(project: PulumiProject): Promise<RecordedResource[]> {
  const { stdout } = await project.pulumi(["stack", "export"]);
  const { deployment }: { deployment: { resources?: RecordedResource[] } } = JSON.parse(stdout);
  return (deployment.resources ?? []).filter(({ type }) => type.includes("ExternalAiIntegration"));
}
