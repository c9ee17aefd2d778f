/**
 * Compiles the package into `dist/`, from nothing, so that no file of an earlier build is ever packed, and bundles the
 * providers.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeProvider } from "./bundle/bundle.ts";
import { PULUMI_PLUGIN, TERRAFORM_PROVIDER } from "./bundle/providers.ts";

const root = join(import.meta.dirname, "..");
const tsc = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

rmSync(join(root, "dist"), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});
if (status === 0) {
  for (const provider of [TERRAFORM_PROVIDER, PULUMI_PLUGIN]) await writeProvider(provider);
} else process.exitCode = status ?? 1;
