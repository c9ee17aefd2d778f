import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { compileCache, nodeNoteFile } from "../../../../provider/install/places.ts";
import { install, uninstall } from "../../../../provider/pulumi/install/install.ts";
import { install as installTerraform } from "../../../../provider/terraform/install/install.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { installation as terraformInstallation } from "../../terraform/install/support/machine.ts";
import { installation } from "./support/plugin-file.ts";

it("leaves nothing of an installation, compiled code included", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { file } = await install(options);
  await mkdir(compileCache(machine), { recursive: true });
  await writeFile(join(compileCache(machine), "code"), "");
  expect(await uninstall(options)).toEqual({ version: "1.2.3", file, removed: [file], left: [] });
  // Folders for everything, which others use as well.
  expect(await tree(machine.home)).toEqual([".cache/", ".config/", ".pulumi/plugins/"]);
  expect(await uninstall(options)).toEqual({ version: "1.2.3", file, removed: [], left: [] });
});

it("leaves other versions, other plugins and the note they need", async () => {
  const machine = await machineWithHome();
  const old = await install(await installation(machine, { version: "1.0.0" }));
  const options = await installation(machine);
  const { file } = await install(options);
  const plugins = join(machine.home, ".pulumi/plugins");
  await mkdir(join(plugins, "resource-random-v4.0.0"));
  expect(await uninstall(options)).toMatchObject({ removed: [file] });
  expect(await tree(plugins)).toEqual([
    "resource-random-v4.0.0/",
    "resource-sigma-v1.0.0/pulumi-resource-sigma",
  ]);
  expect(await readFile(nodeNoteFile(machine), "utf8")).toBe(`${process.execPath}\n${old.file}\n`);
});

it("leaves the provider for Terraform and the note it needs", async () => {
  const machine = await machineWithHome();
  const { files } = await installTerraform(await terraformInstallation(machine));
  const options = await installation(machine);
  await install(options);
  await uninstall(options);
  expect(await readFile(nodeNoteFile(machine), "utf8")).toBe(
    [process.execPath, ...files].map((line) => `${line}\n`).join(""),
  );
});

it("removes from one folder only where one is given, which stays", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const dir = await temporaryFolder();
  const { file } = await install({ ...options, dir });
  const implied = await install(options);
  expect(await uninstall({ ...options, dir })).toMatchObject({ removed: [file] });
  expect(await tree(dir)).toEqual([]);
  expect(await readFile(nodeNoteFile(machine), "utf8")).toBe(
    `${process.execPath}\n${implied.file}\n`,
  );
});

it("leaves what somebody else put in the plugin's place", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { file } = await install(options);
  await writeFile(file, "\u007fELF");
  expect(await uninstall(options)).toEqual({ version: "1.2.3", file, removed: [], left: [file] });
  expect(await readFile(file, "utf8")).toBe("\u007fELF");
});

it("leaves what the engine has put beside it", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { file } = await install(options);
  await writeFile(`${file}.lock`, "");
  expect(await uninstall(options)).toMatchObject({ removed: [file], left: [] });
  expect(await tree(join(machine.home, ".pulumi/plugins"))).toEqual([
    "resource-sigma-v1.2.3/pulumi-resource-sigma.lock",
  ]);
});
