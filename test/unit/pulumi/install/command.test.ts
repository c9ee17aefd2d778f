import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import type { Machine } from "../../../../provider/install/machine.ts";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { runScript, type ScriptRun } from "../../install/support/run-script.ts";
import { LISTENS, writePluginFile } from "./support/plugin-file.ts";

const script = join(import.meta.dirname, "support/run-command.ts");

async function run(machine: Machine, args: string[], code = LISTENS): Promise<ScriptRun> {
  return runScript(machine, script, [await writePluginFile(code), "pulumi", "install", ...args]);
}

const fileBelow = (plugins: string): string =>
  join(plugins, `resource-sigma-v${VERSION}/pulumi-resource-sigma`);

it("tells a person what it wrote and what to do next, and what it removed", async () => {
  const machine = await machineWithHome();
  const file = fileBelow(join(machine.home, ".pulumi/plugins"));
  expect(await run(machine, [])).toEqual({
    code: 0,
    stderr: "",
    stdout: `Installed the plugin sigma ${VERSION}; it was started once as a check.

Wrote:
  ${file}
  ${machine.home}/.config/sigma-external-ai/node

It runs on ${process.execPath}.

In a YAML program:
  resources:
    ai:
      type: sigma:ExternalAiIntegration
      properties: { openai: { apiKey: { fromEnv: OPENAI_API_KEY } } }

An SDK for another language, in the folder of its project: pulumi package add sigma
`,
  });
  expect(await run(machine, ["--uninstall"])).toEqual({
    code: 0,
    stderr: "",
    stdout: `Removed version ${VERSION} of the plugin:\n  ${file}\n`,
  });
  expect((await run(machine, ["--uninstall"])).stdout).toBe(
    `Nothing was removed: version ${VERSION} of the plugin is not at ${file}.\n`,
  );
});

it("tells a script the same with --json", async () => {
  const machine = await machineWithHome();
  const file = fileBelow(join(machine.home, ".pulumi/plugins"));
  const installed = await run(machine, ["--json"]);
  expect(JSON.parse(installed.stdout)).toEqual({
    version: VERSION,
    file,
    implied: true,
    note: join(machine.home, ".config/sigma-external-ai/node"),
    node: process.execPath,
  });
  await writeFile(file, "somebody else's");
  const left = await run(machine, ["--uninstall", "--json"]);
  expect(JSON.parse(left.stdout)).toEqual({ version: VERSION, file, removed: [], left: [file] });
  expect(left.stdout).toMatch(/^.+\n$/);
  expect((await run(machine, ["--uninstall"])).stdout).toBe(
    `Left in place, as this command did not write it:\n  ${file}\n`,
  );
});

it("says how the engine finds the plugin in another folder", async () => {
  const machine = await machineWithHome();
  const dir = join(machine.home, "my plugins");
  const { stdout } = await run(machine, ["--dir", dir]);
  expect(stdout).toContain(`Pulumi does not look there by itself. Name it in Pulumi.yaml:
  plugins:
    providers:
      - name: sigma
        path: ${JSON.stringify(join(dir, `resource-sigma-v${VERSION}`))}
`);
  expect(await tree(dir)).toEqual([`resource-sigma-v${VERSION}/pulumi-resource-sigma`]);
});

it("fails with one line, and leaves nothing, where the plugin does not start", async () => {
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
  expect(stdout).toContain("npx sigma-external-ai pulumi install --uninstall");
});
