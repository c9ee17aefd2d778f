import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { azapi, obtainAzapi } from "../../support/engine/azapi.ts";
import { binFolder, entryFolder, noteFile } from "../../support/engine/cache.ts";
import { goPlatform } from "../../support/engine/go-platform.ts";
import { temporaryFolder } from "./fakes.ts";

const [executable] = azapi.executables;
const ending = process.platform === "win32" ? ".exe" : "";

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function writeProvider(bin: string): string {
  const file = join(bin, executable + ending);
  mkdirSync(bin, { recursive: true });
  writeFileSync(file, "", { mode: 0o755 });
  return file;
}

it.each(["registry.terraform.io", "registry.opentofu.org"])(
  "azapi is taken from the plugin cache, where it comes from %s",
  async (host) => {
    const bin = join(folder, "plugins", host, "azure/azapi", azapi.version, goPlatform());
    const command = writeProvider(bin);
    const env = { TF_PLUGIN_CACHE_DIR: join(folder, "plugins") };
    const { version } = azapi;
    expect(await obtainAzapi({ env })).toEqual({
      version,
      source: "cache",
      command,
      binDirs: [bin],
    });
  },
);

it("another version in the plugin cache does not serve; the project's cache does", async () => {
  const cache = join(folder, "cache");
  const entry = entryFolder(cache, azapi);
  writeProvider(join(folder, "plugins/registry.terraform.io/azure/azapi/2.0.0", goPlatform()));
  const command = writeProvider(binFolder(entry));
  writeFileSync(join(entry, noteFile), JSON.stringify({ version: azapi.version }));
  const env = { TF_PLUGIN_CACHE_DIR: join(folder, "plugins"), SIGMA_EXTERNAL_AI_CACHE: cache };
  expect(await obtainAzapi({ env })).toMatchObject({ source: "cache", command });
});
