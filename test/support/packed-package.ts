import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const execute = promisify(execFile);
const repository = join(import.meta.dirname, "../..");

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** The package as `npm pack` makes it, unpacked beside links to what it depends on. */
export interface PackedPackage {
  folder: string;
  remove: () => Promise<void>;
}

/**
 * Packs what was built last and unpacks it into a temporary `node_modules`, as an installation would. Only its declared
 * dependencies and its peer stand beside it, so that one that is not declared is missed.
 */
export async function packPackage(): Promise<PackedPackage> {
  const base = await mkdtemp(join(tmpdir(), "sigma-external-ai-packed-"));
  const modules = join(base, "node_modules");
  await mkdir(modules);
  // Not through npm's scripts: they would build again, under the feet of tests that use the same build.
  await execute("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", base], {
    cwd: repository,
  });
  await execute("sh", ["-c", `tar -xzf ./*.tgz`], { cwd: base });
  const folder = join(modules, "sigma-external-ai");
  await rename(join(base, "package"), folder);
  const { dependencies } = manifest.parse(
    JSON.parse(await readFile(join(folder, "package.json"), "utf8")),
  );
  const beside = [...Object.keys(dependencies), "@pulumi/pulumi"];
  await Promise.all(
    beside.map(async (name) => {
      await mkdir(dirname(join(modules, name)), { recursive: true });
      await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
    }),
  );
  return { folder, remove: () => rm(base, { recursive: true, force: true }) };
}
