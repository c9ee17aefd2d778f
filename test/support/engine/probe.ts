import { mkdir } from "node:fs/promises";
import { failureOf, run } from "./run.ts";
import type { Probe } from "./tool.ts";
import { parseVersion, type Version } from "./version.ts";

const limitSeconds = 30;

/**
 * Asks a copy of a tool for its version.
 *
 * @param home an empty folder that it may use as its home; made if needed
 * @returns the version, or why there is none
 */
export async function askVersion(
  command: string,
  probe: Probe,
  options: { home: string; env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<{ version: Version } | { reason: string }> {
  await mkdir(options.home, { recursive: true });
  const result = await run(command, probe.args, {
    env: {
      ...options.env,
      ...probe.environment,
      ...(probe.homeVariable === undefined ? {} : { [probe.homeVariable]: options.home }),
    },
    limitSeconds,
    signal: options.signal,
  });
  const failure = failureOf(result);
  if (failure !== undefined) return { reason: `does not tell its version: ${failure}` };
  const version = parseVersion(result.stdout.join("\n"));
  return version ? { version } : { reason: "does not tell its version" };
}
