/**
 * `npm run release:terraform`: the files of a release of the provider, as the registries of Terraform and OpenTofu want
 * them and as a mirror folder takes them. Signing them is left to a person; see docs/terraform-release.md.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../../provider/runtime/version.ts";
import { PROVIDER_NAME } from "../../provider/terraform/install/places.ts";
import { cacheFolder } from "../../test/support/engine/cache.ts";
import { bundle, providerFile } from "../bundle/bundle.ts";
import { TERRAFORM_PROVIDER } from "../bundle/providers.ts";
import { compile, COMPILED_PLATFORMS } from "./compile.ts";
import { zipOfExecutable } from "./zip.ts";

const HELP = `Makes the files of a release of the provider for Terraform and OpenTofu.

  npm run release:terraform                              one script for every platform; needs Node.js where it runs
  npm run release:terraform -- --compiled                executables, Windows included; need nothing
  npm run release:terraform -- --platform linux_amd64    only that platform; may be given again
  npm run release:terraform -- --out <dir>               instead of dist/release`;

/** The platforms that the script is released for: those with a shell that Node.js supports. */
export const SCRIPT_PLATFORMS = [
  "darwin_amd64",
  "darwin_arm64",
  "freebsd_amd64",
  "linux_amd64",
  "linux_arm",
  "linux_arm64",
] as const;

/** What a release is made of. */
export interface ReleaseOptions {
  /** The folder for its files; those of an earlier release are removed from it. */
  out: string;
  /** The entry of the provider's process. */
  entry?: string;
  /** Terraform's names; by default all there can be. */
  platforms?: readonly string[] | undefined;
  /** Compiled executables instead of the script. */
  compiled?: boolean | undefined;
}

/** Writes the files of a release, and answers their names. Throws where a platform cannot be served. */
export async function release(options: ReleaseOptions): Promise<string[]> {
  const { out, entry = TERRAFORM_PROVIDER.entry, compiled = false } = options;
  const possible: readonly string[] = compiled ? Object.keys(COMPILED_PLATFORMS) : SCRIPT_PLATFORMS;
  const { platforms = possible } = options;
  const unknown = platforms.filter((platform) => !possible.includes(platform));
  if (unknown.length > 0) {
    throw new Error(
      `no release for ${unknown.join(", ")}; there is one for ${possible.join(", ")}`,
    );
  }
  const made = await bundle(entry);
  mkdirSync(out, { recursive: true });
  const earlier = readdirSync(out).filter((name) => name.startsWith(`${PROVIDER_NAME}_`));
  for (const name of earlier) rmSync(join(out, name));
  const prefix = `${PROVIDER_NAME}_${VERSION}`;
  const sums: string[] = [];
  const write = (name: string, content: string | Buffer): void => {
    writeFileSync(join(out, name), content);
    sums.push(`${createHash("sha256").update(content).digest("hex")}  ${name}\n`);
  };
  for (const platform of platforms.toSorted()) {
    const windows = platform.startsWith("windows");
    const content = compiled
      ? compile(made.code, platform, cacheFolder())
      : Buffer.from(providerFile(made, TERRAFORM_PROVIDER.texts));
    const executable = `${PROVIDER_NAME}_v${VERSION}${windows ? ".exe" : ""}`;
    write(`${prefix}_${platform}.zip`, zipOfExecutable(executable, content));
  }
  if (compiled) write(`${prefix}_licences.txt`, `${made.licences}\n`);
  write(`${prefix}_manifest.json`, MANIFEST);
  writeFileSync(join(out, `${prefix}_SHA256SUMS`), sums.join(""));
  writeFileSync(join(out, "terraform-registry-manifest.json"), MANIFEST);
  return [...sums.map((line) => line.trim().split("  ")[1] ?? ""), `${prefix}_SHA256SUMS`];
}

/** What the registry has to know: the version of the plugin protocol. */
const MANIFEST = `${JSON.stringify(
  { version: 1, metadata: { protocol_versions: ["6.0"] } },
  undefined,
  2,
)}\n`;

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      compiled: { type: "boolean" },
      platform: { type: "string", multiple: true },
      out: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) console.log(HELP);
  else {
    const out = resolve(values.out ?? join(import.meta.dirname, "../../dist/release"));
    const names = await release({ out, platforms: values.platform, compiled: values.compiled });
    console.log(`release: wrote to ${out}\n${names.map((name) => `  ${name}`).join("\n")}`);
  }
}
