import { spawn } from "node:child_process";
import { join } from "node:path";
import { outcomeOf } from "./outcome.ts";

/** The variables of a command, without those of this process. One that is undefined is not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** How a command is started. */
export interface CommandOptions {
  cwd?: string;
  env?: Variables;
}

/** The file that `npx sigma-external-ai` runs. */
export const MAIN = join(import.meta.dirname, "../../../../provider/cli/main.ts");

/** Starts the command, which has nothing to read. */
export function startCommand(args: readonly string[], { cwd, env = {} }: CommandOptions = {}) {
  return spawn(process.execPath, [MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
    env: withCompileCache(env),
  });
}

/** Runs the command to its end. `input` is what it reads. */
export async function runCommand(
  args: readonly string[],
  { cwd, env = {}, input = "" }: CommandOptions & { input?: string } = {},
) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd,
    env: withCompileCache(env),
  });
  // Whoever does not read its input may end before it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return outcomeOf(child);
}

/** Variables with which a command need not compile TypeScript anew. */
export function withCompileCache(env: Variables): NodeJS.ProcessEnv {
  return { NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"], ...env };
}
