import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createSimulator, type Simulator } from "../../../../simulator/index.ts";
import { run } from "../../../support/engine/run.ts";
import { newRequests } from "../../support/new-requests.ts";
import { writeStandIns, type StandIns } from "./stand-ins.ts";

/** A repository of a user's that has the example in it, as a job finds it, and the services that it talks to. */
export interface Checkout extends AsyncDisposable {
  /** The root of the repository, in which jobs run. */
  folder: string;
  /** Everything that jobs can write to: the repository, the home folder, files of the platform. */
  below: string;
  /** What every job has, before its file adds anything: no credential and no key. */
  env: Readonly<Record<string, string | undefined>>;
  simulator: Simulator;
  standIns: StandIns;
  /** The requests to Sigma since this was last asked, as "METHOD path". */
  requests: () => string[];
  /** Changes a file of the repository, as a pull request does. */
  edit: (file: string, from: string, to: string) => Promise<void>;
}

/** The example as it lies here. */
export const EXAMPLE = join(import.meta.dirname, "../../../../examples/gitops");

/** Credentials and keys, by their names in the store. No output may have a value of this in it. */
export const SECRETS = {
  "sigma-client-id": "acme-admin",
  "sigma-client-secret": "acme-admin-secret",
  "azure-openai-key": "sim-contoso-key-1",
} as const;

const repository = join(import.meta.dirname, "../../../..");

/** Makes a checkout. `binDirs` are those of the engines, `packageFolder` has the package as it is installed. */
export async function createCheckout(
  binDirs: readonly string[],
  packageFolder: string,
): Promise<Checkout> {
  // Short, because the path of a provider's socket may not have more than about 100 characters.
  const below = await realpath(await mkdtemp(join(tmpdir(), "ci-")));
  const folder = join(below, "repo");
  const simulator = await createSimulator({ tokenInterval: 0 });
  const outside = await realpath(await mkdtemp(join(tmpdir(), "ci-services-")));
  const standIns = await writeStandIns(outside, SECRETS);
  await Promise.all(["home", "state", "t"].map((name) => mkdir(join(below, name))));
  await cp(join(EXAMPLE, "infra"), join(folder, "infra"), { recursive: true });
  await cp(join(EXAMPLE, "github"), join(folder, ".github"), { recursive: true });
  await install(folder, packageFolder);
  // In place of the storage account. An override file is how Terraform itself lets a backend be replaced.
  await writeFile(
    join(folder, "infra/terraform/backend_override.tf"),
    `terraform {\n  backend "local" {}\n}\n`,
  );
  const { PATH = "", SystemRoot } = process.env;
  const path = [standIns.bin, ...binDirs, dirname(process.execPath), PATH];
  return {
    folder,
    below,
    env: {
      PATH: path.join(delimiter),
      HOME: join(below, "home"),
      TMPDIR: join(below, "t"),
      SystemRoot,
      CI: "true",
      NO_COLOR: "1",
      CHECKPOINT_DISABLE: "1",
      npm_config_offline: "true",
      npm_config_update_notifier: "false",
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_TOKEN_INTERVAL: "0",
      PULUMI_HOME: join(below, "home/pulumi"),
      PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
    simulator,
    standIns,
    requests: newRequests(simulator),
    edit: async (file, from, to) => {
      const text = await readFile(join(folder, file), "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not have ${from}`);
      await writeFile(join(folder, file), text.replace(from, to));
    },
    [Symbol.asyncDispose]: async () => {
      await simulator.close();
      await rm(below, { recursive: true, force: true });
      await rm(outside, { recursive: true, force: true });
    },
  };
}

/** The address of a state in a folder, in place of Pulumi Cloud or a storage account. */
export function stateUrl({ below }: Checkout): string {
  return `file://${join(below, "state")}`;
}

/** What a person does once: the stack is made. */
export async function initStack(checkout: Checkout, stack: string): Promise<void> {
  const env = { ...checkout.env, PULUMI_BACKEND_URL: stateUrl(checkout) };
  const args = ["stack", "init", stack, "-C", "infra/pulumi", "--non-interactive"];
  const ended = await run("pulumi", args, { env, cwd: checkout.folder, limitSeconds: 60 });
  if (ended.code !== 0) throw new Error(`pulumi stack init failed: ${ended.stderr.join("\n")}`);
}

/** What `npm ci` leaves behind, with links in place of copies. */
async function install(folder: string, packageFolder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@pulumi"), { recursive: true });
  await mkdir(join(modules, ".bin"));
  const links = {
    "sigma-external-ai": packageFolder,
    "@pulumi/pulumi": join(repository, "node_modules/@pulumi/pulumi"),
    typescript: join(repository, "node_modules/typescript"),
  };
  for (const [name, to] of Object.entries(links)) {
    await symlink(to, join(modules, name), "junction");
  }
  const command = join(modules, ".bin/sigma-external-ai");
  const main = '$(dirname "$0")/../sigma-external-ai/dist/provider/cli/main.js';
  await writeFile(command, `#!/bin/sh\nexec node "${main}" "$@"\n`);
  await chmod(command, 0o755);
  const manifest = { name: "infrastructure", private: true, type: "module" };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
}
