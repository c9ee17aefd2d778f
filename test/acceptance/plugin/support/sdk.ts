import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ToolCopy } from "../../../support/engine/obtain.ts";
import { failureOf, run } from "../../../support/engine/run.ts";
import type { PulumiProject } from "../../../support/pulumi-project.ts";

const repository = join(import.meta.dirname, "../../../..");

const SCHEMA = join(repository, "schema/pulumi-sigma.json");

/** Runs the generator of SDKs. Throws what it says against the schema, a warning too. */
export async function generateSdk(generator: ToolCopy, ...args: readonly string[]): Promise<void> {
  const result = await run(generator.command, ["--schema", SCHEMA, ...args], {
    env: process.env,
    limitSeconds: 60,
  });
  const failure = failureOf(result);
  if (failure !== undefined) throw new Error([...result.stderr, failure].join("\n"));
}

/** Makes the SDK for Node.js in the project, compiles it as its installation does, and links it. */
export async function linkNodejsSdk(generator: ToolCopy, project: PulumiProject): Promise<void> {
  const sdk = join(project.folder, "sdks/sigma");
  await generateSdk(generator, "--language", "nodejs", "--out", sdk);
  const modules = join(project.folder, "node_modules");
  await mkdir(join(modules, "@types"), { recursive: true });
  await symlink(join(repository, "node_modules/@types/node"), join(modules, "@types/node"));
  await symlink(sdk, join(modules, "pulumi-sigma"));
  await inOrder(
    project,
    "cd sdks/sigma && PATH=../../node_modules/typescript/bin:$PATH node scripts/postinstall.js",
  );
}

/** Makes the SDK for Python and installs it beside the program, offline. */
export async function installPythonSdk(generator: ToolCopy, project: PulumiProject): Promise<void> {
  const sdk = join(project.folder, "sdks/sigma");
  await generateSdk(generator, "--language", "python", "--out", sdk);
  const offline = "--no-index --no-deps --no-build-isolation --no-cache-dir";
  const options = `${offline} --quiet --root-user-action ignore --target packages`;
  await inOrder(project, `python3 -m pip install ${options} ./sdks/sigma`);
  project.setEnv({ PYTHONPATH: join(project.folder, "packages") });
}

async function inOrder(project: PulumiProject, script: string): Promise<void> {
  const { code, output } = await project.shell(script);
  if (code !== 0) throw new Error(`${script} failed: ${output}`);
}
