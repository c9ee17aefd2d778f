import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, it } from "@jest/globals";
import type { Machine } from "../../../../provider/install/machine.ts";
import { nodeNoteFile } from "../../../../provider/install/places.ts";
import { install } from "../../../../provider/pulumi/install/install.ts";
import { install as installTerraform } from "../../../../provider/terraform/install/install.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { installation as terraformInstallation } from "../../terraform/install/support/machine.ts";
import { installation, LISTENS } from "./support/plugin-file.ts";

const FILE = "resource-sigma-v1.2.3/pulumi-resource-sigma";
const NOTE = ".config/sigma-external-ai/node";

it("puts the plugin where the engine looks, and notes the Node.js it runs on", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const file = join(machine.home, ".pulumi/plugins", FILE);
  const note = nodeNoteFile(machine);
  expect(await install(options)).toEqual({
    version: "1.2.3",
    file,
    implied: true,
    note,
    node: process.execPath,
  });
  expect(await tree(machine.home)).toEqual([NOTE, `.pulumi/plugins/${FILE}`]);
  expect(await readFile(file, "utf8")).toBe(await readFile(options.provider, "utf8"));
  expect((await stat(file)).mode & 0o777).toBe(0o755);
  expect(await readFile(note, "utf8")).toBe(`${process.execPath}\n${file}\n`);
});

it("changes nothing when it is done again, and keeps other versions", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  await install(await installation(machine, { version: "1.0.0" }));
  const first = await install(options);
  const before = [await tree(machine.home), await readFile(nodeNoteFile(machine), "utf8")];
  expect(await install(options)).toEqual(first);
  expect([await tree(machine.home), await readFile(nodeNoteFile(machine), "utf8")]).toEqual(before);
  expect(await tree(join(machine.home, ".pulumi/plugins"))).toEqual([
    "resource-sigma-v1.0.0/pulumi-resource-sigma",
    FILE,
  ]);
});

it.each<
  [
    string,
    (machine: Machine, folder: string) => Partial<{ env: Machine["env"]; dir: string }>,
    string,
    boolean,
  ]
>([
  ["PULUMI_HOME", ({ env }, folder) => ({ env: { ...env, PULUMI_HOME: folder } }), "plugins", true],
  ["an empty PULUMI_HOME", ({ env }) => ({ env: { ...env, PULUMI_HOME: "" } }), "", true],
  [
    "a relative PULUMI_HOME",
    ({ env }, folder) => ({ env: { ...env, PULUMI_HOME: relative(process.cwd(), folder) } }),
    "plugins",
    true,
  ],
  ["--dir", (_, folder) => ({ dir: join(folder, "my plugins") }), "my plugins", false],
  ["--dir with the engine's own", ({ home }) => ({ dir: join(home, ".pulumi/plugins") }), "", true],
])("goes by %s", async (_, places, below, implied) => {
  const machine = await machineWithHome();
  const folder = await temporaryFolder();
  const { env = machine.env, dir } = places(machine, folder);
  const options = await installation({ ...machine, env });
  const installed = await install({ ...options, dir });
  const plugins = below === "" ? join(machine.home, ".pulumi/plugins") : join(folder, below);
  expect(installed).toMatchObject({ file: join(plugins, FILE), implied });
  expect(await tree(plugins)).toEqual([FILE]);
  const here = below === "" ? [`.pulumi/plugins/${FILE}`] : [];
  expect(await tree(machine.home)).toEqual([NOTE, ...here]);
});

it("shares the note with the provider for Terraform", async () => {
  const machine = await machineWithHome();
  const { files } = await installTerraform(await terraformInstallation(machine));
  const { file, note } = await install(await installation(machine));
  expect(await readFile(note, "utf8")).toBe(
    [process.execPath, ...files, file].map((line) => `${line}\n`).join(""),
  );
});

it.each([
  ["says something else", `console.log("hello");setInterval(()=>{},1e6)`, "hello"],
  ["says where it listens in another form", `console.log("1|6|unix|/p|grpc|")`, "1|6|unix"],
  ["says more than a port", `console.log("port 4321")`, "port 4321"],
  ["ends without a word", "process.exit(3)", "it ended with exit status 3"],
  ["tells its error", `process.stderr.write("no luck\\n");process.exit(1)`, "no luck"],
])("a plugin that %s is not installed, and all is as before", async (_, code, says) => {
  const machine = await machineWithHome();
  await expect(install(await installation(machine, { code }))).rejects.toThrow(
    `the provider does not start: ${says}`,
  );
  expect(await tree(machine.home)).toEqual([]);

  const { file } = await install(await installation(machine));
  const before = await tree(machine.home);
  await expect(install(await installation(machine, { code }))).rejects.toThrow(says);
  expect(await tree(machine.home)).toEqual(before);
  expect(await readFile(file, "utf8")).toMatch(new RegExp(`console.log\\(4321\\)`));
});

it("ends a plugin that listens on when it is asked to end", async () => {
  const machine = await machineWithHome();
  const code = `process.on("SIGTERM",()=>{});${LISTENS}`;
  await expect(install(await installation(machine, { code }))).resolves.toBeDefined();
});

it("says so where a file stands in the place of a folder", async () => {
  const machine = await machineWithHome();
  const file = join(machine.home, ".pulumi/plugins");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "");
  await expect(install(await installation(machine))).rejects.toThrow(
    /cannot write ".+": a part of its path is a file/,
  );
  expect(await tree(machine.home)).toEqual([".pulumi/plugins"]);
});

it("is refused on Windows before anything is written", async () => {
  const machine = await machineWithHome();
  const options = await installation({ ...machine, platform: "win32" });
  await expect(install(options)).rejects.toThrow(/Windows Subsystem for Linux.+TypeScript program/);
  expect(await tree(machine.home)).toEqual([]);
});
