import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { launcher } from "../../../../../scripts/bundle/launcher.ts";
import { TERRAFORM_PROVIDER } from "../../../../../scripts/bundle/providers.ts";

/** What a provider does that says where it listens, and then waits to be ended. */
export const LISTENS = `console.log("1|6|unix|/tmp/p.sock|grpc|");setInterval(()=>{},1e6);`;

/** Writes a provider file: the launcher, and this code. */
export async function writeProviderFile(file: string, code: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, launcher(TERRAFORM_PROVIDER.texts) + code);
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
