import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTerraform } from "../../support/engine/requirement.ts";
import { createTerraformProject, type TerraformProject } from "../../support/terraform-project.ts";

const COMMAND = join(import.meta.dirname, "../../../dist/provider/cli/main.js");
const LOCK_FILE = ".terraform.lock.hcl";
const REQUIRED = `terraform {
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}
`;

await describeWithTerraform("a committed lock file", (engine) => {
  /** A project on a machine of its own, with the provider installed by our command, as a user installs it. */
  async function installed(): Promise<TerraformProject> {
    const project = await createTerraformProject({
      engine,
      files: { "main.tf": REQUIRED },
      cliConfig: "",
    });
    const install = `node ${JSON.stringify(COMMAND)} terraform install`;
    expect(await project.shell(install)).toMatchObject({ code: 0 });
    return project;
  }

  it("holds in another home", async () => {
    await using one = await installed();
    await using other = await installed();
    expect(await one.run(["init"])).toMatchObject({ code: 0 });
    const lock = await readFile(join(one.folder, LOCK_FILE), "utf8");
    expect(lock).toMatch(/"h1:[^"]+"/);

    await other.write({ [LOCK_FILE]: lock });
    const init = ["init", "-lockfile=readonly"];
    expect(await other.run(init)).toMatchObject({ code: 0 });
    expect(await other.run(["validate"])).toMatchObject({ code: 0 });

    await other.write({ [LOCK_FILE]: lock.replace(/"h1:[^"]+"/, `"h1:${"A".repeat(43)}="`) });
    await rm(join(other.folder, ".terraform"), { recursive: true });
    expect((await other.run(init)).code).toBe(1);
  });
});
