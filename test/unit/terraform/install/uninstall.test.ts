import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";
import { install } from "../../../../provider/terraform/install/install.ts";
import { compileCache, nodeNoteFile } from "../../../../provider/install/places.ts";
import { uninstall } from "../../../../provider/terraform/install/uninstall.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { filesOf, installation } from "./support/machine.ts";

it("leaves nothing of an installation, compiled code included", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { files, dir } = await install(options);
  await mkdir(compileCache(machine), { recursive: true });
  await writeFile(join(compileCache(machine), "code"), "");
  expect(await uninstall(options)).toEqual({
    version: "1.2.3",
    dirs: [dir, join(machine.home, ".local/share/terraform/plugins")],
    removed: files,
    left: [],
  });
  // Folders for everything, which others use as well.
  expect(await tree(machine.home)).toEqual([".cache/", ".config/"]);
  expect(await uninstall(options)).toMatchObject({ removed: [], left: [] });
});

it("leaves other versions, other files and the note they need", async () => {
  const machine = await machineWithHome();
  const old = await install(await installation(machine, { version: "1.0.0" }));
  const options = await installation(machine);
  const { dir, files } = await install(options);
  const other = `registry.terraform.io/hashicorp/null/3.0.0/linux_amd64/terraform-provider-null_v3.0.0`;
  await mkdir(dirname(join(dir, other)), { recursive: true });
  await writeFile(join(dir, other), "");
  expect(await uninstall(options)).toMatchObject({ removed: files });
  expect(await tree(dir)).toEqual([...filesOf("1.0.0"), other].toSorted());
  expect(await readFile(nodeNoteFile(machine), "utf8")).toBe(
    [process.execPath, ...old.files].map((line) => `${line}\n`).join(""),
  );
});

it("removes from one folder only where one is given, which stays", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const dir = await temporaryFolder();
  const { files } = await install({ ...options, dir });
  const implied = await install(options);
  expect(await uninstall({ ...options, dir })).toMatchObject({ dirs: [dir], removed: files });
  expect(await tree(dir)).toEqual([]);
  expect(await tree(implied.dir)).toEqual(filesOf("1.2.3"));
  expect(await readFile(nodeNoteFile(machine), "utf8")).not.toContain(dir);
});

it("leaves what somebody else put in the provider's place", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { files } = await install(options);
  const [ours, theirs] = [files[0] ?? "", files[1] ?? ""];
  await writeFile(theirs, "\u007fELF");
  expect(await uninstall(options)).toMatchObject({ removed: [ours], left: [theirs] });
  expect(await readFile(theirs, "utf8")).toBe("\u007fELF");
});

it("removes the note when its last files were deleted by hand, and never one written by hand", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const { dir } = await install(options);
  await rm(dir, { recursive: true });
  await uninstall(options);
  expect(await tree(machine.home)).toEqual([".config/", ".terraform.d/"]);

  const note = nodeNoteFile(machine);
  await mkdir(dirname(note), { recursive: true });
  await writeFile(note, "/usr/bin/node\n");
  await uninstall(options);
  expect(await readFile(note, "utf8")).toBe("/usr/bin/node\n");
});

it("finds the provider in a folder of XDG even when ~/.terraform.d has come since", async () => {
  const machine = await machineWithHome();
  const env = { ...machine.env, XDG_DATA_HOME: join(machine.home, "data") };
  const options = { ...(await installation(machine)), machine: { ...machine, env } };
  const { files, dir } = await install(options);
  expect(dir).toBe(join(machine.home, "data/terraform/plugins"));
  await mkdir(join(machine.home, ".terraform.d"));
  expect(await uninstall(options)).toMatchObject({ removed: files });
});
