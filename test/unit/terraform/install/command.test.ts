import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { VERSION } from "../../../../provider/runtime/version.ts";
import type { Machine } from "../../../../provider/install/machine.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { runScript, type ScriptRun } from "../../install/support/run-script.ts";
import { filesOf, platform } from "./support/machine.ts";
import { LISTENS, writeProviderFile } from "./support/provider.ts";

const script = join(import.meta.dirname, "support/run-command.ts");

async function run(machine: Machine, args: string[], code = LISTENS): Promise<ScriptRun> {
  const provider = await writeProviderFile(join(await temporaryFolder(), "provider"), code);
  return runScript(machine, script, [provider, "terraform", "install", ...args]);
}

const inMirror = (machine: Machine): string[] =>
  filesOf(VERSION).map((file) => join(machine.home, ".terraform.d/plugins", file));

it("tells a person what it wrote and what to do next", async () => {
  const machine = await machineWithHome();
  const { code, stdout, stderr } = await run(machine, []);
  expect([code, stderr]).toEqual([0, ""]);
  const [opentofu = "", terraform = ""] = inMirror(machine);
  expect(stdout)
    .toBe(`Installed the provider sigma-iac/sigma ${VERSION} for ${platform}; it was started once as a check.

Wrote:
  ${terraform}
  ${opentofu}
  ${machine.home}/.config/sigma-external-ai/node

It runs on ${process.execPath}.

In a configuration:
  terraform {
    required_providers {
      sigma = {
        source  = "sigma-iac/sigma"
        version = "${VERSION}"
      }
    }
  }

terraform init finds it there. To put its checksum into the lock file without init (OpenTofu: tofu for terraform):
  terraform providers lock -fs-mirror=${machine.home}/.terraform.d/plugins -platform=${platform} sigma-iac/sigma
`);
});

it("tells a script the same with --json, and what it removed", async () => {
  const machine = await machineWithHome();
  const installed = await run(machine, ["--json"]);
  const dir = join(machine.home, ".terraform.d/plugins");
  const files = inMirror(machine).toReversed();
  expect(JSON.parse(installed.stdout)).toEqual({
    source: "sigma-iac/sigma",
    version: VERSION,
    platform,
    dir,
    implied: true,
    files,
    note: join(machine.home, ".config/sigma-external-ai/node"),
    node: process.execPath,
    lock: `terraform providers lock -fs-mirror=${dir} -platform=${platform} sigma-iac/sigma`,
  });
  const removed = await run(machine, ["--uninstall", "--json"]);
  expect(JSON.parse(removed.stdout)).toMatchObject({ version: VERSION, removed: files, left: [] });
  expect(removed.stdout).toMatch(/^.+\n$/);
});

it.each([
  [[], /^Removed version \S+ of the provider:\n {2}\/\S+\n {2}\/\S+\n$/],
  [
    ["--dir", "elsewhere"],
    /^Nothing was removed: version \S+ of the provider is not in \/.+elsewhere\.\n$/,
  ],
])("uninstalls with %j", async (args, says) => {
  const machine = await machineWithHome();
  await run(machine, []);
  const { code, stdout } = await run(machine, ["--uninstall", ...args]);
  expect(code).toBe(0);
  expect(stdout).toMatch(says);
});

it.each([
  ["--dir", "This folder is looked into only if the CLI configuration"],
  [".terraformrc", "terraformrc says where to look for providers, and does not name this folder"],
])("says how the engines find the provider, because of %s", async (reason, says) => {
  const machine = await machineWithHome();
  const dir = join(machine.home, "my mirror");
  if (reason !== "--dir") {
    await writeFile(join(machine.home, reason), `provider_installation {\n  direct {}\n}\n`);
  }
  const { stdout } = await run(machine, ["--dir", dir]);
  expect(stdout).toContain(says);
  expect(stdout).toContain(`-fs-mirror='${dir}'`);
  expect(stdout).toContain(`  provider_installation {
    filesystem_mirror {
      path    = "${dir}"
      include = ["sigma-iac/sigma"]
    }
    direct {
      exclude = ["sigma-iac/sigma"]
    }
  }
`);
});

it("fails with one line, and leaves nothing, where the provider does not start", async () => {
  const machine = await machineWithHome();
  expect(await run(machine, [], `console.log("no luck")`)).toEqual({
    code: 1,
    stdout: "",
    stderr: "the provider does not start: no luck\n",
  });
  expect(await tree(machine.home)).toEqual([]);
});

it("--help teaches with examples", async () => {
  const { code, stdout } = await run(await machineWithHome(), ["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("npx sigma-external-ai terraform install --uninstall");
});
