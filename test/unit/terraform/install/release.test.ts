import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { VERSION } from "../../../../provider/runtime/version.ts";
import { release } from "../../../../scripts/terraform/release.ts";
import { temporaryFolder } from "../../install/support/folder.ts";

const PREFIX = `terraform-provider-sigma_${VERSION}_`;

async function entry(): Promise<string> {
  const file = join(await temporaryFolder(), "main.ts");
  await writeFile(file, `const text: string = "provider"; console.log(text);`);
  return file;
}

it("makes a zip for each platform, with checksums of all that a registry takes", async () => {
  const out = await temporaryFolder();
  await writeFile(join(out, `${PREFIX}old.zip`), "");
  await writeFile(join(out, "notes.txt"), "");
  const names = await release({ out, entry: await entry() });
  const platforms = ["darwin_amd64", "darwin_arm64", "freebsd_amd64", "linux_amd64", "linux_arm"];
  expect(names).toEqual([
    ...[...platforms, "linux_arm64"].map((platform) => `${PREFIX}${platform}.zip`),
    `${PREFIX}manifest.json`,
    `${PREFIX}SHA256SUMS`,
  ]);
  expect((await readdir(out)).toSorted()).toEqual(
    [...names, "notes.txt", "terraform-registry-manifest.json"].toSorted(),
  );
  const sums = (await readFile(join(out, `${PREFIX}SHA256SUMS`), "utf8")).split("\n");
  expect(sums.pop()).toBe("");
  for (const [index, line] of sums.entries()) {
    const content = await readFile(join(out, names[index] ?? ""));
    const sum = createHash("sha256").update(content).digest("hex");
    expect(line).toBe(`${sum}  ${names[index]}`);
  }
  const manifest = await readFile(join(out, "terraform-registry-manifest.json"), "utf8");
  expect(JSON.parse(manifest)).toEqual({ version: 1, metadata: { protocol_versions: ["6.0"] } });
  expect(await readFile(join(out, `${PREFIX}manifest.json`), "utf8")).toBe(manifest);
});

it("makes the same zip again, and the platforms that are asked for only", async () => {
  const [one, two] = [await temporaryFolder(), await temporaryFolder()];
  const platforms = ["linux_amd64"];
  for (const out of [one, two]) await release({ out, entry: await entry(), platforms });
  const name = `${PREFIX}linux_amd64.zip`;
  expect(await readdir(one)).toHaveLength(4);
  expect(await readFile(join(one, name))).toEqual(await readFile(join(two, name)));
});

it.each([
  [false, "windows_amd64"],
  [true, "freebsd_amd64"],
])("says which platforms there are, compiled: %j", async (compiled, platform) => {
  const out = await temporaryFolder();
  await expect(
    release({ out, entry: await entry(), compiled, platforms: [platform] }),
  ).rejects.toThrow(`no release for ${platform}; there is one for darwin_amd64, darwin_arm64,`);
  expect(await readdir(out)).toEqual([]);
});
