import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { createSimulator, type Simulator } from "../../simulator/index.ts";
import { builtProvider } from "../support/built-provider.ts";
import type { EngineRun } from "../support/engine-run.ts";
import { describeWithTerraform } from "../support/engine/requirement.ts";
import type { TerraformEngine } from "../support/engine/terraform-engine.ts";
import { createTerraformProject, type TerraformProject } from "../support/terraform-project.ts";
import { ACME } from "./support/stack.ts";

const LIBRARIES = ["cdktf", "cdktn"] as const;

const repository = join(import.meta.dirname, "../..");

/** A program with constructs, and what it has synthesized. */
interface Program extends AsyncDisposable {
  simulator: Simulator;
  project: TerraformProject;
  /** Runs the engine in the program's stack. */
  run: (...args: string[]) => Promise<EngineRun>;
}

/** Runs a program that has a stack called `ai`, and `init` in that stack. */
async function startProgram(
  engine: TerraformEngine,
  text: string,
  env: Record<string, string>,
): Promise<Program> {
  const simulator = await createSimulator({ tokenInterval: 0 });
  const project = await createTerraformProject({
    engine,
    files: { "main.ts": text },
    providers: [builtProvider()],
    env: {
      SIGMA_BASE_URL: simulator.url,
      SIGMA_AI_VENDOR_ORIGINS: `*=${simulator.url}`,
      SIGMA_TOKEN_INTERVAL: "0",
      SIGMA_ALLOW_ASSUMED: "write",
      CDKTF_OUTDIR: "synthesized",
      // Whose version the libraries ask for where there is an import block.
      TERRAFORM_BINARY_NAME: engine.cli,
      ...ACME,
      ...env,
    },
  });
  const program: Program = {
    simulator,
    project,
    run: (...args) => project.run(["-chdir=synthesized/stacks/ai", ...args]),
    [Symbol.asyncDispose]: async () => {
      await simulator.close();
      await project.remove();
    },
  };
  try {
    await linkPackages(project.folder);
    expect(await project.shell("node main.ts")).toMatchObject({ code: 0, stderr: "" });
    expect(await program.run("init")).toMatchObject({ code: 0 });
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
  return program;
}

/** What `npm install` would put beside a program: the package as it was built last, and the libraries. */
async function linkPackages(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await symlink(repository, join(modules, "sigma-external-ai"), "junction");
  for (const name of LIBRARIES) {
    await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
  }
}

/** A program that imports one integration, and makes one for each tenant of a list. */
const takeOver = (library: string): string => `
import { App, TerraformIterator, TerraformStack } from "${library}";
import { ephemeralVariable, ExternalAiIntegration, SigmaProvider } from "sigma-external-ai/${library}";

const app = new App();
const stack = new TerraformStack(app, "ai");
const provider = new SigmaProvider(stack, "sigma", { alias: "acme", requireWriteOnly: true });
const openai = { apiKeyWo: ephemeralVariable(stack, "key").stringValue, apiKeyWoVersion: 1 };
const ai = new ExternalAiIntegration(stack, "ai", { openai, provider });
ai.importFrom("org-acme", provider);
const forEach = TerraformIterator.fromList(["org-acme-emea", "org-acme-apac"]);
new ExternalAiIntegration(stack, "tenants", { openai, provider, forEach, tenant: forEach.value });
app.synth();
`;

await describeWithTerraform("a program with constructs", (engine) => {
  it.each(LIBRARIES)("examples/%s: Add, Edit and Remove", async (library) => {
    const example = await readFile(join(repository, "examples", library, "main.ts"), "utf8");
    await using program = await startProgram(engine, example, {
      TF_VAR_azure_key: "sim-contoso-key-1",
    });
    const { simulator, project, run } = program;
    const integration = () => simulator.state("org-acme").integration;

    expect(await run("apply", "-auto-approve")).toMatchObject({ code: 0 });
    expect(integration()).toMatchObject({ provider: "azureOpenAI" });
    const { stdout } = await run("output", "-json");
    expect(JSON.parse(stdout)).toMatchObject({
      organization: { value: "org-acme" },
      status: { value: "configured" },
    });
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });

    project.setEnv({ TF_VAR_azure_key: "sim-contoso-key-2" });
    const edited = await run("apply", "-auto-approve");
    expect(edited).toMatchObject({ code: 0 });
    expect(edited.stdout).toContain("0 added, 1 changed, 0 destroyed");
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });

    const state = await readFile(join(project.folder, "terraform.ai.tfstate"), "utf8");
    expect(state).toContain("org-acme");
    expect(state).not.toContain("sim-contoso-key");

    expect(await run("destroy", "-auto-approve")).toMatchObject({ code: 0 });
    expect(integration()).toBeNull();
  });

  it.each(LIBRARIES)("examples/%s is the same in HCL", async (library) => {
    const example = await readFile(join(repository, "examples", library, "main.ts"), "utf8");
    await using program = await startProgram(engine, example, {
      SYNTH_HCL_OUTPUT: "true",
      TF_VAR_azure_key: "sim-contoso-key-1",
    });
    expect(await program.run("apply", "-auto-approve")).toMatchObject({ code: 0 });
    expect(program.simulator.state("org-acme").integration).toMatchObject({
      provider: "azureOpenAI",
    });
  });

  it.each(LIBRARIES)("%s: an import block, and an integration for each tenant", async (library) => {
    await using program = await startProgram(engine, takeOver(library), {
      TF_VAR_key: "sim-openai-key-1",
    });
    const { simulator, run } = program;
    await simulator.saveOutside("org-acme", {
      config: { provider: "openAI", apiKey: "sim-openai-key-1" },
    });

    const applied = await run("apply", "-auto-approve");
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.stdout).toContain("1 imported, 2 added, 0 changed, 0 destroyed");
    expect(simulator.state("org-acme-apac").integration).toMatchObject({ provider: "openAI" });
    expect(await run("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });
});
