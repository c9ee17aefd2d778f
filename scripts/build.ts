/**
 * Compiles the package into `dist/`, from nothing, so that no file of an earlier build is ever packed, and bundles the
 * providers. What was there before stays whole until the new one is, and for good where the build fails.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { writeProvider } from "./bundle/bundle.ts";
import { PULUMI_PLUGIN, TERRAFORM_PROVIDER } from "./bundle/providers.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const tsc = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

mkdirSync(join(root, ".cache"), { recursive: true });
const work = mkdtempSync(join(root, ".cache/build-"));
const made = join(work, "dist");
try {
  const { status } = spawnSync(
    process.execPath,
    [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", made],
    { stdio: "inherit" },
  );
  if (status === 0) {
    for (const provider of [TERRAFORM_PROVIDER, PULUMI_PLUGIN]) {
      await writeProvider({ ...provider, file: join(made, relative(dist, provider.file)) });
    }
    replaceDist();
  } else process.exitCode = status ?? 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function replaceDist(): void {
  try {
    renameSync(dist, join(work, "before"));
  } catch {
    // There was no build before.
  }
  renameSync(made, dist);
}
