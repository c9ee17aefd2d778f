import { cp, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failureOf, run, type RunResult } from "./run.ts";
import type { PipDownload } from "./tool.ts";
import { formatVersion, isAtLeast, parseVersion } from "./version.ts";
import type { Work } from "./work.ts";

type Python = (command: string, args: string[]) => Promise<RunResult>;

/**
 * Installs a Python package beside the executables, and writes a script that starts it. pip checks every package against
 * the checksums of the requirements. Where it comes from stays as the user has set it.
 *
 * @returns why it failed; undefined if the executable is in place
 */
export async function downloadWithPip(way: PipDownload, work: Work): Promise<string | undefined> {
  work.progress(`downloading ${work.label}`);
  const env = {
    ...work.env,
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_CACHE_DIR: "1",
    PIP_NO_INPUT: "1",
    PIP_ROOT_USER_ACTION: "ignore",
    PYTHONNOUSERSITE: "1",
    TMPDIR: work.folder,
  };
  const python: Python = (command, args) => {
    const { signal, folder } = work;
    return run(command, args, { env, cwd: folder, limitSeconds: way.limitSeconds, signal });
  };
  const interpreter = await findPython(python, way.python);
  if ("reason" in interpreter) return interpreter.reason;
  const pip = await findPip(python, interpreter.command, work.folder);
  if ("reason" in pip) return pip.reason;

  const requirements = join(work.folder, "requirements.txt");
  await cp(way.requirements, requirements);
  const library = join(dirname(work.bin), "lib");
  const options = ["--require-hashes", "--only-binary=:all:", "--quiet"];
  const args = ["-m", "pip", "install", ...options, "--target", library, "-r", requirements];
  const failure = failureOf(await python(pip.command, args));
  if (failure !== undefined) return `pip: ${failure}`;
  await writeScript(way, work.bin, interpreter.command);
  return undefined;
}

async function findPython(
  python: Python,
  needed: string,
): Promise<{ command: string } | { reason: string }> {
  const name = process.platform === "win32" ? "python" : "python3";
  const code = "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.executable)";
  const answer = await python(name, ["-c", code]);
  if (answer.notFound) return { reason: `${name} is not on PATH` };
  const failure = failureOf(answer);
  if (failure !== undefined) return { reason: `${name}: ${failure}` };
  const [told = "", command = name] = answer.stdout;
  const version = parseVersion(told);
  if (version === undefined) return { reason: `${name} does not tell its version` };
  if (isAtLeast(version, needed)) return { command };
  return { reason: `${name} is version ${formatVersion(version)}, older than ${needed}` };
}

/** A Python that has pip: the one that was found, or a new environment made with it. */
async function findPip(
  python: Python,
  command: string,
  folder: string,
): Promise<{ command: string } | { reason: string }> {
  if (failureOf(await python(command, ["-m", "pip", "--version"])) === undefined) {
    return { command };
  }
  const environment = join(folder, "environment");
  const made = failureOf(await python(command, ["-m", "venv", environment]));
  if (made !== undefined) return { reason: `there is no pip, and venv: ${made}` };
  const bin = process.platform === "win32" ? "Scripts/python.exe" : "bin/python";
  return { command: join(environment, bin) };
}

/**
 * It finds the packages beside itself, wherever the copy is moved to. What runs a module is kept from the user's packages; a
 * Python adds to them.
 */
async function writeScript(
  { executable, module }: PipDownload,
  bin: string,
  python: string,
): Promise<void> {
  const runs = module === undefined ? "" : `-P -m ${module} `;
  if (process.platform === "win32") {
    const more = module === undefined ? ";%PYTHONPATH%" : "";
    const text = `@echo off\r\nset PYTHONPATH=%~dp0..\\lib${more}\r\n"${python}" ${runs}%*\r\n`;
    await writeFile(join(bin, `${executable}.cmd`), text);
  } else {
    const more = module === undefined ? "${PYTHONPATH:+:$PYTHONPATH}" : "";
    const text = `#!/bin/sh\nPYTHONPATH="$(dirname "$0")/../lib${more}" exec "${python}" ${runs}"$@"\n`;
    await writeFile(join(bin, executable), text, { mode: 0o755 });
  }
}
