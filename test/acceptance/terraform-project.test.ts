import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { goPlatform } from "../support/engine/go-platform.ts";
import { membersOf, signalGroup } from "../../provider/operations/engines/process-family.ts";
import { describeWithTerraform } from "../support/engine/requirement.ts";
import { createTerraformProject } from "../support/terraform-project.ts";
import { unwrapped } from "../support/terraform-text.ts";
import { until } from "../support/until.ts";

const REQUIRED = `terraform {
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}
`;
const SLOW = `resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "echo started; exec sleep 600"
  }
}
`;

await describeWithTerraform("a project of a test", (engine) => {
  it("has a life of its own, which the exit status of plan tells", async () => {
    await using project = await createTerraformProject({
      engine,
      files: { "main.tf": `resource "terraform_data" "one" { input = "1" }` },
    });
    expect(await project.run(["init"])).toMatchObject({ code: 0 });
    const plan = ["plan", "-detailed-exitcode"];
    expect(await project.run(plan)).toMatchObject({ code: 2 });
    const applied = await project.run(["apply", "-auto-approve"]);
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(applied.stdout).not.toContain("\u001B");
    expect(await project.run(plan)).toMatchObject({ code: 0 });
    await project.write({ "main.tf": `resource "terraform_data" "one" { input = "2" }` });
    expect(await project.run(plan)).toMatchObject({ code: 2 });
    expect(await project.shell(`${engine.cli} state list`)).toMatchObject({
      code: 0,
      stdout: "terraform_data.one",
    });
  });

  it("asks only where there is input", async () => {
    const files = { "main.tf": `variable "name" {}\noutput "name" { value = var.name }` };
    await using project = await createTerraformProject({ engine, files });
    const unknown = await project.run(["apply", "-auto-approve"]);
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.stderr).toContain("No value for required variable");
    const silent = await project.run(["apply", "-var=name=grace"]);
    expect(silent).toMatchObject({ code: 1 });
    const asked = await project.run(["apply", "-var=name=grace"], { input: "yes\n" });
    expect(asked).toMatchObject({ code: 0 });
    expect(asked.stdout).toContain(`name = "grace"`);
  });

  it("passes on nothing of the environment around it", async () => {
    await using project = await createTerraformProject({
      engine,
      files: {},
      env: { SIGMA_X: "1" },
    });
    project.setEnv({ SIGMA_Y: "2" });
    const { stdout } = await project.shell("env");
    const names = stdout.split("\n").map((line) => line.split("=", 1).join(""));
    expect(names.filter((name) => name.startsWith("SIGMA_")).sort()).toEqual([
      "SIGMA_X",
      "SIGMA_Y",
    ]);
    expect(names.filter((name) => name.startsWith("TF_")).sort()).toEqual([
      "TF_CLI_CONFIG_FILE",
      "TF_INPUT",
      "TF_IN_AUTOMATION",
    ]);
    expect(stdout).toContain(`HOME=${project.folder}/home\n`);
    expect(stdout).toContain(`TMPDIR=${project.folder}/t\n`);
    expect(await project.shell("echo $SIGMA_X", { env: { SIGMA_X: "3" } })).toMatchObject({
      stdout: "3",
    });
  });

  it("installs providers from its mirror, and from nowhere else", async () => {
    await using empty = await createTerraformProject({ engine, files: { "main.tf": REQUIRED } });
    const failed = await empty.run(["init"]);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stderr).toMatch(/mirror/);

    const executable = join(empty.folder, "provider");
    await writeFile(executable, "#!/bin/sh\necho a provider\n");
    await chmod(executable, 0o644);
    await using project = await createTerraformProject({
      engine,
      files: { "main.tf": REQUIRED },
      providers: [{ executable, version: "1.2.3" }],
    });
    expect(await project.run(["init"])).toMatchObject({ code: 0 });
    const lock = await readFile(join(project.folder, ".terraform.lock.hcl"), "utf8");
    expect(lock).toContain(`provider "${engine.registry}/sigma-iac/sigma"`);
    const installed = `.terraform/providers/${engine.registry}/sigma-iac/sigma/1.2.3/${goPlatform()}`;
    const run = await project.shell(`${installed}/terraform-provider-sigma_v1.2.3`);
    expect(run).toMatchObject({ code: 0, stdout: "a provider" });
  });

  it("turns to a provider that runs already, without init", async () => {
    await using project = await createTerraformProject({
      engine,
      files: { "main.tf": `${REQUIRED}\nprovider "sigma" {}` },
      running: { socket: "/nonexistent/provider.sock" },
    });
    const failed = await project.run(["plan"]);
    expect(failed).toMatchObject({ code: 1 });
    expect(unwrapped(failed.stderr)).toMatch(/sigma-iac\/sigma.*reattachment process not found/i);
  });

  describe.each([
    ["Ctrl-C", (pid: number) => signalGroup(pid, "SIGINT"), 1],
    ["a kill of the engine alone", (pid: number) => process.kill(pid, "SIGKILL"), null],
  ])("a command that is interrupted by %s", (name, interrupt, code) => {
    it("ends, and what it left running is seen, then ended", async () => {
      await using project = await createTerraformProject({ engine, files: { "main.tf": SLOW } });
      expect(await project.run(["init"])).toMatchObject({ code: 0 });
      const command = project.start(["apply", "-auto-approve"]);
      await until(() => command.stdout().includes("(local-exec): started"));
      interrupt(command.pid);
      expect(await command.ended).toMatchObject({ code });
      await until(() => membersOf(command.pid).length === (name === "Ctrl-C" ? 0 : 1));
      await project.remove();
      await until(() => membersOf(command.pid).length === 0);
    });
  });
});
