import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { createSimulator } from "../../simulator/index.ts";
import type { EngineRun } from "../support/engine-run.ts";
import { obtainOpenTofu } from "../support/engine/opentofu.ts";
import { describeWithEngine, describeWithTool } from "../support/engine/requirement.ts";
import { obtainTerraform } from "../support/engine/terraform.ts";
import { createPulumiProject } from "../support/pulumi-project.ts";
import { createTerraformProject } from "../support/terraform-project.ts";
import { sectionsOf, withoutInstallation } from "./support/page-sections.ts";

const root = join(import.meta.dirname, "../..");
const sections = sectionsOf("docs/start.md");

await describeWithEngine("the first page, with Pulumi", (engine) => {
  it("leads from an empty folder to an integration", async () => {
    const project = await createPulumiProject({ engine, files: {} });
    project.setEnv({ HOME: project.folder, PULUMI_SKIP_CONFIRMATIONS: "true" });
    try {
      await expectIntegration("With Pulumi", project.shell);
    } finally {
      await project.remove();
    }
  });
});

await describeWithTool("the first page, with Terraform", obtainTerraform, (engine) => {
  it.each(["With Terraform", "With CDKTF"])("%s: it leads to an integration", async (heading) => {
    await using project = await createTerraformProject({ engine, files: {}, env: UNATTENDED });
    await linkPackages(project.folder);
    await expectIntegration(heading, project.shell);
  });
});

await describeWithTool("the first page, with OpenTofu", obtainOpenTofu, (engine) => {
  it("leads from an empty folder to an integration", async () => {
    await using project = await createTerraformProject({ engine, files: {}, env: UNATTENDED });
    await expectIntegration("With OpenTofu", project.shell);
  });
});

/** The engine's own settings, so that it looks for providers where our command puts them, and asks nothing. */
const UNATTENDED = { TF_CLI_CONFIG_FILE: "/dev/null", TF_CLI_ARGS_apply: "-auto-approve" };

/** Does what a section says, after what the page says about a simulator in Sigma's place. */
async function expectIntegration(
  heading: string,
  shell: (script: string) => Promise<EngineRun>,
): Promise<void> {
  const simulator = await createSimulator();
  try {
    const lines = ["set -e", ...stepsOf("Say which Sigma").slice(-1), ...stepsOf(heading)];
    const script = lines.join("\n").replaceAll("http://127.0.0.1:4010", simulator.url);
    expect(await shell(withoutInstallation(script))).toMatchObject({ code: 0 });
    expect(simulator.state("org-acme").integration?.provider).toBe("openAI");
    expect(simulator.audit).toHaveLength(1);
  } finally {
    await simulator.close();
  }
}

function stepsOf(heading: string): string[] {
  return sections.find((section) => section.heading === heading)?.steps ?? [];
}

async function linkPackages(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  await symlink(root, join(modules, "sigma-external-ai"), "junction");
  await symlink(join(root, "node_modules/cdktf"), join(modules, "cdktf"), "junction");
}
