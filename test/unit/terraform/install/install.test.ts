import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { install } from "../../../../provider/terraform/install/install.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { machineWithHome } from "../../install/support/machine.ts";
import { filesOf, installation, platform } from "./support/machine.ts";
import { LISTENS } from "./support/provider.ts";

const NOTE = ".config/sigma-external-ai/node";
const isRoot = process.getuid?.() === 0;

it("puts the provider where both engines look, and notes the Node.js it runs on", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  const installed = await install(options);
  const dir = join(machine.home, ".terraform.d/plugins");
  expect(installed).toEqual({
    version: "1.2.3",
    platform,
    dir,
    implied: true,
    files: expect.arrayContaining(filesOf("1.2.3").map((file) => join(dir, file))),
    note: join(machine.home, NOTE),
    node: process.execPath,
  });
  expect(await tree(dir)).toEqual(filesOf("1.2.3"));
  for (const file of installed.files) {
    expect(await readFile(file, "utf8")).toBe(await readFile(options.provider, "utf8"));
    expect((await stat(file)).mode & 0o777).toBe(0o755);
  }
  expect(await readFile(join(machine.home, NOTE), "utf8")).toBe(
    [process.execPath, ...installed.files].map((line) => `${line}\n`).join(""),
  );
});

it("changes nothing when it is done again, and keeps other versions", async () => {
  const machine = await machineWithHome();
  const options = await installation(machine);
  await install(await installation(machine, { version: "1.0.0" }));
  const first = await install(options);
  const [files, note] = [
    await tree(machine.home),
    await readFile(join(machine.home, NOTE), "utf8"),
  ];
  expect(await install(options)).toEqual(first);
  expect(await tree(machine.home)).toEqual(files);
  expect(await readFile(join(machine.home, NOTE), "utf8")).toBe(note);
  expect(await tree(first.dir)).toEqual([...filesOf("1.0.0"), ...filesOf("1.2.3")].toSorted());
});

it("forgets installed files that are gone", async () => {
  const machine = await machineWithHome();
  const old = await install(await installation(machine, { version: "1.0.0" }));
  for (const file of old.files) await rm(file);
  const { files } = await install(await installation(machine));
  const [, ...noted] = (await readFile(join(machine.home, NOTE), "utf8")).trim().split("\n");
  expect(noted).toEqual(files);
});

it("takes another folder, into which the engines do not look by themselves", async () => {
  const machine = await machineWithHome();
  const dir = join(await temporaryFolder(), "my mirror");
  const installed = await install({ ...(await installation(machine)), dir });
  expect(installed).toMatchObject({ dir, implied: false });
  expect(await tree(dir)).toEqual(filesOf("1.2.3"));
  expect(await tree(machine.home)).toContain(NOTE);
  expect(await tree(machine.home)).not.toContainEqual(expect.stringContaining(".terraform.d"));
});

it.each([
  ["an old Node.js is not noted, and PATH serves", "", undefined],
  ["an old Node.js does not replace the one that was noted", process.execPath, process.execPath],
])("%s", async (_, before, after) => {
  const machine = await machineWithHome();
  const file = join(machine.home, NOTE);
  if (before !== "") {
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, `${before}\n`);
  }
  const node = { path: "/opt/old/node", version: "22.18.0" };
  const installed = await install({ ...(await installation(machine)), node });
  expect(installed).toMatchObject({ node: after, note: file });
  expect(await readFile(file, "utf8")).toMatch(new RegExp(`^${before}\n/`));
});

it.each([
  ["says something else", `console.log("hello");setInterval(()=>{},1e6)`, "hello"],
  ["speaks another protocol", `console.log("1|5|unix|/tmp/p.sock|grpc|")`, "1|5|unix"],
  ["ends without a word", "process.exit(3)", "it ended with exit status 3"],
  ["tells its error", `process.stderr.write("no luck\\n");process.exit(1)`, "no luck"],
  ["crashes", `process.kill(process.pid,"SIGKILL")`, "it ended with SIGKILL"],
])("a provider that %s is not installed, and all is as before", async (_, code, says) => {
  const machine = await machineWithHome();
  await expect(install(await installation(machine, { code }))).rejects.toThrow(
    `the provider does not start: ${says}`,
  );
  expect(await tree(machine.home)).toEqual([]);

  const { files } = await install(await installation(machine));
  const [before, content] = [await tree(machine.home), await readFile(files[0] ?? "", "utf8")];
  await expect(install(await installation(machine, { code }))).rejects.toThrow(says);
  expect(await tree(machine.home)).toEqual(before);
  expect(await readFile(files[0] ?? "", "utf8")).toBe(content);
});

it("ends a provider that listens on when it is asked to end", async () => {
  const machine = await machineWithHome();
  const code = `process.on("SIGTERM",()=>{});${LISTENS}`;
  await expect(install(await installation(machine, { code }))).resolves.toBeDefined();
});

it("a provider without any Node.js says so", async () => {
  const machine = await machineWithHome();
  const env = { ...machine.env, PATH: "/nowhere" };
  const node = { path: "/opt/old/node", version: "20.0.0" };
  await expect(install({ ...(await installation({ ...machine, env })), node })).rejects.toThrow(
    "PATH has no node",
  );
});

it.each([
  [
    "a file stands where a folder must be",
    ".terraform.d",
    /cannot write ".+": a part of its path is a file/,
  ],
  [
    "a folder stands where the note must be",
    `${NOTE}/folder`,
    /cannot read ".+node": there is a folder/,
  ],
])("%s: says so", async (_, inTheWay, says) => {
  const machine = await machineWithHome();
  const file = join(machine.home, inTheWay);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, "");
  await expect(install(await installation(machine))).rejects.toThrow(says);
  expect(await tree(machine.home)).toEqual([inTheWay]);
});

(isRoot ? it.skip : it)("a folder that may not be written to: says so", async () => {
  const machine = await machineWithHome();
  const dir = join(machine.home, "mirror");
  await mkdir(dir);
  await chmod(dir, 0o555);
  await expect(install({ ...(await installation(machine)), dir })).rejects.toThrow(
    /cannot write ".+": you may not do that there \(EACCES\)/,
  );
});

it.each([
  [
    { platform: "aix" as const, arch: "ppc64" },
    "this platform (aix, ppc64) is none that Terraform",
  ],
  [{ platform: "linux" as const, arch: "riscv64" }, "(linux, riscv64)"],
  [
    { platform: "win32" as const, arch: "x64" },
    /compiled executable of the release.+windows_amd64.+\.exe/,
  ],
])("%j is refused before anything is written", async (other, says) => {
  const machine = await machineWithHome();
  await expect(install(await installation({ ...machine, ...other }))).rejects.toThrow(says);
  expect(await tree(machine.home)).toEqual([]);
});
