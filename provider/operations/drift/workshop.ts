import type { EngineRun } from "../engines/run-engine.ts";

/** How a command of an engine ended. One that only npm has put on PATH is not run: it may download the engine. */
export type Run = Omit<EngineRun, "ended"> & {
  ended: EngineRun["ended"] | "not installed but by npm";
};

/** What every check needs. */
export interface Workshop {
  /** Runs an engine's command in a folder. */
  run: (
    command: string,
    args: readonly string[],
    folder: string,
    env: NodeJS.ProcessEnv,
  ) => Promise<Run>;
  env: NodeJS.ProcessEnv;
  today: Date;
  /** Makes text of an engine's fit to be shown. */
  clean: (text: string) => string;
}
