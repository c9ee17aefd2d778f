import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, it } from "@jest/globals";
import { transform } from "esbuild";
import { TERRAFORM_PROVIDER } from "../../../../scripts/bundle/providers.ts";
import { prelude } from "../../../../scripts/bundle/launcher.ts";
import { compileCache, nodeNoteFile } from "../../../../provider/install/places.ts";
import type { Machine } from "../../../../provider/install/machine.ts";
import { temporaryFolder, tree } from "../../install/support/folder.ts";
import { writeScript } from "../../install/support/provider-file.ts";
import { writeProviderFile } from "./support/provider.ts";

const COLD = `exports.isWarm=()=>false;`;
const WHO = `${COLD}console.log(process.env.STARTED_BY,process.argv.slice(2).join());`;
const ADVICE = "Install it, then run: npx sigma-external-ai terraform install\n";

interface Home {
  folder: string;
  env: Record<string, string>;
  provider: string;
  machine: Machine;
}

/** A home with a provider in it, and with an empty PATH. */
async function home(extra: Record<string, string> = {}): Promise<Home> {
  const folder = await temporaryFolder();
  const env = { HOME: folder, PATH: join(folder, "bin"), ...extra };
  await mkdir(env.PATH);
  const machine: Machine = { platform: process.platform, arch: process.arch, home: folder, env };
  return { folder, env, machine, provider: await writeProviderFile(join(folder, "p_v1.0.0"), WHO) };
}

async function node(file: string, name: string): Promise<string> {
  return await writeScript(file, `STARTED_BY=${name} exec "${process.execPath}" "$@"`);
}

async function note(machine: Machine, text: string): Promise<void> {
  const file = nodeNoteFile(machine);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const start = (
  { provider, env, folder }: Home,
  command = provider,
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    execFile(command, ["a", "b"], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

it.each([
  ["the noted Node.js before the one on PATH", "noted\n", "noted"],
  ["a note that ends without a line break", "noted", "noted"],
  ["a note with installed files after it", "noted\n/a/file\n/b/file\n", "noted"],
  ["PATH, where the noted one is gone", "no-such-file\n", "path"],
  ["PATH, where the noted one is a folder", "bin\n", "path"],
  ["PATH, where the note is empty", "\n", "path"],
])("takes %s", async (_, text, by) => {
  const made = await home();
  await node(join(made.folder, "noted"), "noted");
  await node(join(made.folder, "bin/node"), "path");
  await note(made.machine, text.replace(/^(?=[a-z])/, `${made.folder}/`));
  expect(await start(made)).toEqual({ code: 0, stdout: `${by} a,b\n`, stderr: "" });
});

it.each([
  ["SIGMA_EXTERNAL_AI_NODE_FILE", (folder: string) => `${folder}/my note`],
  ["XDG_CONFIG_HOME", (folder: string) => `${folder}/my config`],
])("finds the note that %s says, blanks in its path included", async (name, value) => {
  const made = await home();
  made.env[name] = value(made.folder);
  await note(made.machine, await node(join(made.folder, "my node"), "noted"));
  expect(await start(made)).toMatchObject({ code: 0, stdout: "noted a,b\n" });
});

it("says on standard output what to do where there is no Node.js", async () => {
  const made = await home();
  expect(await start(made)).toEqual({
    code: 1,
    stdout:
      "The sigma provider needs Node.js 22.19 or newer: none is noted in " +
      `${made.folder}/.config/sigma-external-ai/node, and PATH has no node. ${ADVICE}`,
    stderr: "",
  });
});

it.each(["0.10.48", "18.20.8", "22.18.0"])("refuses Node.js %s in words", async (version) => {
  const made = await home();
  const versions = `{ value: { ...process.versions, node: "${version}" } }`;
  const fake = join(made.folder, "fake.cjs");
  await writeFile(fake, `Object.defineProperty(process, "versions", ${versions});`);
  await writeScript(join(made.folder, "bin/node"), `exec "${process.execPath}" -r "${fake}" "$@"`);
  expect(await start(made)).toEqual({
    code: 1,
    stdout: `The sigma provider needs Node.js 22.19 or newer, and ${process.execPath} is ${version}. ${ADVICE}`,
    stderr: "",
  });
});

it("asks for the version in words that the oldest Node.js understands", async () => {
  await expect(
    transform(prelude(TERRAFORM_PROVIDER.texts), { target: "es5" }),
  ).resolves.toMatchObject({ warnings: [] });
  expect(prelude(TERRAFORM_PROVIDER.texts)).not.toContain("'");
});

it("starts as CommonJS below the package.json of an ES module, by a path that is relative", async () => {
  const made = await home();
  await node(join(made.folder, "bin/node"), "path");
  await mkdir(join(made.folder, "app/.terraform"), { recursive: true });
  await writeFile(join(made.folder, "app/package.json"), `{"type":"module"}`);
  const provider = join(made.folder, "app/.terraform/p_v1.0.0");
  await rename(made.provider, provider);
  const result = await start(made, relative(made.folder, provider));
  expect(result).toEqual({ code: 0, stdout: "path a,b\n", stderr: "" });
});

it.each([[{}], [{ XDG_CACHE_HOME: "relative" }]])(
  "keeps compiled code in the user's own cache folder, with %j",
  async (extra) => {
    const made = await home(extra);
    await node(join(made.folder, "bin/node"), "path");
    await start(made);
    expect(await tree(compileCache(made.machine))).toEqual([expect.stringMatching(KEPT)]);
    expect(await tree(made.folder)).not.toContainEqual(expect.stringMatching(/^relative/));
  },
);

const KEPT = /^v\d+\S+-[0-9a-f]{64}$/;
const WARM = "exports.isWarm=()=>true;";

it.each([
  ["once, by processes that are cold", COLD, [], 1],
  ["once more, by a process that is warm", COLD, [WARM], 2],
  ["not at all, by a process that fails", `${COLD}process.exitCode=3;`, [], 0],
  ["not at all, by another program", "", [], 0],
])("keeps it %s", async (_, cold, then, times) => {
  const made = await home();
  await node(join(made.folder, "bin/node"), "path");
  // One file for all, so that its digest is the same: what it does is in another one.
  const does = join(made.folder, "does.cjs");
  await writeProviderFile(made.provider, `require(${JSON.stringify(does)})(exports);`);
  await mkdir(compileCache(made.machine), { recursive: true });
  const kept = new Set<string>();
  for (const code of [cold, cold, ...then, ...then]) {
    await writeFile(does, `module.exports=(exports)=>{${code}}`);
    await start(made);
    for (const text of await contents(compileCache(made.machine))) kept.add(text);
  }
  expect(kept.size).toBe(times);
});

it.each([
  ["cut off", (bytes: Buffer) => bytes.subarray(0, 40)],
  ["empty", () => Buffer.alloc(0)],
  ["damaged", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from("x")])],
  [
    "of another V8",
    (bytes: Buffer) => sealed(Buffer.concat([bytes.subarray(32, 33), Buffer.alloc(99)])),
  ],
])("takes no kept code that is %s, and keeps it anew", async (_, spoil) => {
  const made = await home();
  await node(join(made.folder, "bin/node"), "path");
  await start(made);
  const [name = ""] = await tree(compileCache(made.machine));
  const file = join(compileCache(made.machine), name);
  const spoilt = spoil(await readFile(file));
  await writeFile(file, spoilt);
  expect(await start(made)).toEqual({ code: 0, stdout: "path a,b\n", stderr: "" });
  expect(await tree(compileCache(made.machine))).toEqual([name]);
  expect((await readFile(file)).equals(spoilt)).toBe(false);
});

async function contents(folder: string): Promise<string[]> {
  const names = await tree(folder);
  return Promise.all(names.map((name) => readFile(join(folder, name), "base64")));
}

/** With the digest in front that makes it whole. */
function sealed(content: Buffer): Buffer {
  return Buffer.concat([createHash("sha256").update(content).digest(), content]);
}
