/** Compiled executables of the provider, which need no Node.js: made by Bun, which is fetched from npm once. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { terraformPlatform } from "../../provider/terraform/install/platform.ts";

const BUN_VERSION = "1.4.5";

/** Terraform's platforms that Bun compiles for, and Bun's names for them. */
export const COMPILED_PLATFORMS: Readonly<Record<string, string>> = {
  darwin_amd64: "darwin-x64",
  darwin_arm64: "darwin-aarch64",
  linux_amd64: "linux-x64",
  linux_arm64: "linux-aarch64",
  windows_amd64: "windows-x64",
  windows_arm64: "windows-aarch64",
};

/** Compiles the provider's code for one of {@link COMPILED_PLATFORMS}. `cache` keeps Bun; throws what went wrong. */
export function compile(code: string, platform: string, cache: string): Buffer {
  const target = COMPILED_PLATFORMS[platform];
  if (target === undefined) throw new Error(`Bun compiles nothing for ${platform}`);
  const host = COMPILED_PLATFORMS[terraformPlatform(process)];
  if (host === undefined) throw new Error("Bun does not run on this platform");
  const compiler = bun(host, cache);
  const runtime = bun(target, cache);
  const folder = mkdtempSync(join(cache, "compile-"));
  try {
    // The name and the relative path go into the executable, and are the same everywhere.
    writeFileSync(join(folder, "provider.cjs"), code);
    run(
      compiler,
      [...OPTIONS, `--target=bun-${target}`, `--compile-executable-path=${runtime}`],
      folder,
    );
    return readFileSync(join(folder, platform.startsWith("windows") ? "provider.exe" : "provider"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const OPTIONS = [
  "build",
  "provider.cjs",
  "--compile",
  "--minify",
  "--bytecode",
  // Terraform runs a provider in the user's folder: what lies there must not change it.
  "--no-compile-autoload-dotenv",
  "--no-compile-autoload-bunfig",
  "--outfile=provider",
];

/** Bun's executable for a platform, fetched if the cache does not have it. */
function bun(target: string, cache: string): string {
  const folder = join(cache, `bun-${BUN_VERSION}-${target}`);
  const executable = join(folder, "package/bin", target.startsWith("windows") ? "bun.exe" : "bun");
  if (existsSync(executable)) return executable;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "fetch-"));
  try {
    run(
      "npm",
      ["pack", `@oven/bun-${target}@${BUN_VERSION}`, "--silent", "--ignore-scripts"],
      work,
    );
    run("tar", ["-xzf", `oven-bun-${target}-${BUN_VERSION}.tgz`], work);
    rmSync(join(work, `oven-bun-${target}-${BUN_VERSION}.tgz`));
    chmodSync(join(work, "package/bin", target.startsWith("windows") ? "bun.exe" : "bun"), 0o755);
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
}
