import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { filesThatHide, lockCommand } from "../../../../provider/terraform/install/instructions.ts";
import { terraformPlatform } from "../../../../provider/terraform/install/platform.ts";
import { isNodeRecent, OLDEST_NODE } from "../../../../provider/runtime/node-version.ts";
import { compileCache, nodeNoteFile } from "../../../../provider/install/places.ts";
import { impliedMirrors } from "../../../../provider/terraform/install/places.ts";
import { temporaryFolder } from "../../install/support/folder.ts";

const machine = (
  platform: NodeJS.Platform,
  env: Record<string, string> = {},
  home = "/home/u",
) => ({
  platform,
  arch: "x64",
  home,
  env,
});

it.each([
  ["linux", {}, ["/home/u/.terraform.d/plugins", "/home/u/.local/share/terraform/plugins"]],
  [
    "linux",
    { XDG_DATA_HOME: "/data" },
    ["/data/terraform/plugins", "/home/u/.terraform.d/plugins"],
  ],
  [
    "linux",
    { XDG_CONFIG_HOME: "/c" },
    ["/home/u/.local/share/terraform/plugins", "/home/u/.terraform.d/plugins"],
  ],
  [
    "darwin",
    {},
    ["/home/u/.terraform.d/plugins", "/home/u/Library/Application Support/io.terraform/plugins"],
  ],
  ["win32", { APPDATA: "/r" }, ["/r/terraform.d/plugins"]],
  ["win32", {}, ["/home/u/AppData/Roaming/terraform.d/plugins"]],
] as const)("on %s with %j both engines look into %j", (platform, env, dirs) => {
  expect(impliedMirrors(machine(platform, env))).toEqual(dirs);
});

it("~/.terraform.d is taken where it is there, whatever XDG says", async () => {
  const home = await temporaryFolder();
  await mkdir(join(home, ".terraform.d"));
  const [first] = impliedMirrors(machine("linux", { XDG_CONFIG_HOME: "/c" }, home));
  expect(first).toBe(join(home, ".terraform.d/plugins"));
});

it.each([
  [
    "linux",
    {},
    "/home/u/.config/sigma-external-ai/node",
    "/home/u/.cache/sigma-external-ai/compile",
  ],
  [
    "darwin",
    {},
    "/home/u/.config/sigma-external-ai/node",
    "/home/u/Library/Caches/sigma-external-ai/compile",
  ],
  [
    "linux",
    { XDG_CONFIG_HOME: "/c", XDG_CACHE_HOME: "/cache" },
    "/c/sigma-external-ai/node",
    "/cache/sigma-external-ai/compile",
  ],
  [
    "linux",
    { SIGMA_EXTERNAL_AI_NODE_FILE: "/n" },
    "/n",
    "/home/u/.cache/sigma-external-ai/compile",
  ],
] as const)("on %s with %j the note is %s, compiled code in %s", (platform, env, note, cache) => {
  expect(nodeNoteFile(machine(platform, env))).toBe(note);
  expect(compileCache(machine(platform, env))).toBe(cache);
});

it.each([
  ["linux", "x64", "linux_amd64"],
  ["linux", "arm64", "linux_arm64"],
  ["darwin", "arm64", "darwin_arm64"],
  ["win32", "ia32", "windows_386"],
] as const)("%s on %s is %s", (platform, arch, name) => {
  expect(terraformPlatform({ platform, arch })).toBe(name);
});

it("the oldest Node.js is the one that the package asks for", () => {
  const { engines } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../../package.json"), "utf8"),
  );
  expect(engines.node).toBe(`>=${OLDEST_NODE.join(".")}.0`);
});

it.each([
  ["22.19.0", true],
  ["22.18.9", false],
  ["23.0.0", true],
  ["24.1.0", true],
  ["9.99.0", false],
])("Node.js %s: %j", (version, recent) => {
  expect(isNodeRecent(version)).toBe(recent);
});

it.each([
  ["provider_installation {\n}", true],
  ['  provider_installation {\n filesystem_mirror { path = "/mirror" }\n}', false],
  ["# provider_installation {", false],
  ['credentials "app.terraform.io" {}', false],
])("a CLI configuration of %j hides the mirror: %j", async (text, hides) => {
  const home = await temporaryFolder();
  const file = join(home, "my.tfrc");
  await writeFile(file, text);
  const env = { TF_CLI_CONFIG_FILE: file };
  expect(filesThatHide("/mirror", machine("linux", env, home))).toEqual(hides ? [file] : []);
});

it("a folder with blanks is one word of the command", () => {
  expect(lockCommand("tofu", "/my mirror's", "linux_arm64")).toBe(
    `tofu providers lock -fs-mirror='/my mirror'\\''s' -platform=linux_arm64 sigma-iac/sigma`,
  );
});
