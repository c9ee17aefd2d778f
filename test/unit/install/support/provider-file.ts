import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { launcher, type LauncherTexts } from "../../../../scripts/bundle/launcher.ts";

/** Writes a provider file: the launcher with these texts, and this code. */
export async function writeProviderFile(
  file: string,
  texts: LauncherTexts,
  code: string,
): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, launcher(texts) + code);
  await chmod(file, 0o755);
  return file;
}

/** Writes a shell script. */
export async function writeScript(file: string, text: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
  return file;
}
