import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { contest, type Figures } from "./measure.ts";

const execute = promisify(execFile);

/** The time until the provider's code is loaded in a new process, and that of a process that does nothing. Milliseconds. */
export interface StartUp {
  loaded: Figures;
  empty: Figures;
}

/** Starts processes in turn: one that loads what the stub imports, and one that loads nothing but Pulumi's SDK. */
export async function measureStartUp(rounds: number): Promise<StartUp> {
  const handler = join(import.meta.dirname, "../dist/provider/pulumi/dynamic/handler.js");
  const times = await contest(rounds, {
    loaded: () => milliseconds(`await import(${JSON.stringify(handler)})`),
    empty: () => milliseconds(`await import("@pulumi/pulumi")`),
  });
  return { loaded: times.of("loaded"), empty: times.of("empty") };
}

async function milliseconds(source: string): Promise<number> {
  const started = performance.now();
  await execute(process.execPath, ["--input-type=module", "--eval", source], {
    cwd: join(import.meta.dirname, ".."),
  });
  return performance.now() - started;
}
