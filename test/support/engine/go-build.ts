import { chmod, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goEnvironment } from "./go-environment.ts";
import { downloadModule, type Go } from "./go-module.ts";
import { failureOf, run } from "./run.ts";
import type { GoBuild, GoProgram, Script } from "./tool.ts";
import { formatVersion, isAtLeast, parseVersion } from "./version.ts";
import type { Work } from "./work.ts";

/**
 * Builds programs from published Go modules. Go checks every module against the recipe's `go.sum`.
 *
 * @returns why it failed; undefined if the executables are in place
 */
export async function buildWithGo(way: GoBuild, work: Work): Promise<string | undefined> {
  const env = await goEnvironment(work.folder, work.env);
  const deadline = Date.now() + way.limitSeconds * 1000;
  const go: Go = (args, cwd, onLine) =>
    run("go", args, {
      env,
      cwd,
      limitSeconds: Math.max(1, Math.ceil((deadline - Date.now()) / 1000)),
      signal: work.signal,
      ...(onLine ? { onLine } : {}),
    });
  const unfit = await whyUnfit(go, way.go, work.folder);
  if (unfit !== undefined) return unfit;
  for (const program of way.programs) {
    const failure = await build(go, program, work);
    if (failure !== undefined) return `${program.executable}: ${failure}`;
  }
  for (const script of way.scripts) await writeScript(script, work.bin);
  return undefined;
}

async function whyUnfit(go: Go, needed: string, folder: string): Promise<string | undefined> {
  const result = await go(["version"], folder);
  if (result.notFound) return "go is not on PATH";
  const failure = failureOf(result);
  if (failure !== undefined) return `go: ${failure}`;
  const version = parseVersion(result.stdout.join(" "));
  if (version === undefined) return "go does not tell its version";
  if (isAtLeast(version, needed)) return undefined;
  return `go is version ${formatVersion(version)}, older than ${needed}`;
}

async function build(go: Go, program: GoProgram, work: Work): Promise<string | undefined> {
  const recipe = join(work.folder, `recipe-${program.executable}`);
  await cp(program.recipe, recipe, { recursive: true });
  const fetching = `downloading the Go modules of ${program.executable}`;
  work.progress(fetching);
  const source = await findSource(go, program, recipe, work);
  if ("reason" in source) return source.reason;

  // Naming the packages yet to be compiled makes Go download all that it needs, and gives the end of the count below.
  let modules = 0;
  const stale = "{{if .Stale}}{{.ImportPath}}{{end}}";
  const list = await go(["list", "-deps", "-f", stale, program.package], source.folder, (line) => {
    if (line.startsWith("go: downloading ")) work.progress(fetching, `${++modules} modules`);
  });
  const failure = failureOf(list);
  if (failure !== undefined) return failure;

  const lacking = await copyFiles(go, program, recipe, work);
  if (lacking !== undefined) return lacking;

  const building = `building ${program.executable}`;
  const total = list.stdout.length;
  let packages = 0;
  work.progress(building);
  const output = join(
    work.bin,
    process.platform === "win32" ? `${program.executable}.exe` : program.executable,
  );
  const args = ["build", "-v", "-ldflags", program.ldflags, "-o", output, program.package];
  return failureOf(
    await go(args, source.folder, () => {
      packages += 1;
      if (packages <= total) work.progress(building, `${packages} of ${total} packages`);
    }),
  );
}

/** The folder to build in: the recipe's, or a copy of the module that the recipe pins. */
async function findSource(
  go: Go,
  { executable, module }: GoProgram,
  recipe: string,
  work: Work,
): Promise<{ folder: string } | { reason: string }> {
  if (module === undefined) return { folder: recipe };
  const download = await downloadModule(go, module, recipe);
  if ("reason" in download) return download;
  const folder = join(work.folder, `source-${executable}`);
  await cp(download.folder, folder, { recursive: true });
  return { folder };
}

/** Puts files of modules beside the program, and says why one of them is not to be had. */
async function copyFiles(
  go: Go,
  { copies = [] }: GoProgram,
  recipe: string,
  work: Work,
): Promise<string | undefined> {
  for (const { executable, module, path } of copies) {
    const download = await downloadModule(go, module, recipe);
    if ("reason" in download) return download.reason;
    const file = join(work.bin, executable);
    await cp(join(download.folder, path), file);
    await chmod(file, 0o755);
  }
  return undefined;
}

async function writeScript(script: Script, bin: string): Promise<void> {
  if (process.platform === "win32") {
    await writeFile(join(bin, `${script.executable}.cmd`), script.windows);
  } else {
    await writeFile(join(bin, script.executable), script.posix, { mode: 0o755 });
  }
}
