import { execFile } from "node:child_process";
import type { Machine } from "../../../../provider/install/machine.ts";
import { temporaryFolder } from "./folder.ts";

/** What a process did. */
export interface ScriptRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a module as a user of the machine does, in a folder of its own. */
export async function runScript(
  machine: Machine,
  script: string,
  args: readonly string[],
): Promise<ScriptRun> {
  const cwd = await temporaryFolder();
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { env: machine.env, cwd },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
