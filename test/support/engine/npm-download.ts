import { mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { failureOf, run } from "./run.ts";
import type { NpmDownload } from "./tool.ts";
import type { Work } from "./work.ts";

/**
 * Lets an npm package's script download the official program.
 *
 * @returns why it failed; undefined if the executables are in place
 */
export async function downloadWithNpm(way: NpmDownload, work: Work): Promise<string | undefined> {
  const script = locate(way.script);
  if (script === undefined) return `${way.script} is not installed (npm ci)`;
  work.progress(`downloading ${work.label}`);
  const home = join(work.folder, "home");
  const temporary = join(work.folder, "tmp");
  await mkdir(temporary);
  const result = await run(process.execPath, [script, ...way.args], {
    env: {
      ...work.env,
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
      // Node's fetch heeds the proxy variables only when told to.
      NODE_USE_ENV_PROXY: "1",
      ...way.environment,
      [way.homeVariable]: home,
    },
    cwd: work.folder,
    limitSeconds: way.limitSeconds,
    signal: work.signal,
  });
  const failure = failureOf(result);
  if (failure !== undefined) return failure;
  await rm(work.bin, { recursive: true });
  await rename(join(home, way.bin), work.bin);
  return undefined;
}

function locate(script: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(script);
  } catch {
    return undefined;
  }
}
