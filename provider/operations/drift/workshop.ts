import type { EngineRun } from "../engines/run-engine.ts";

/** What every check needs. */
export interface Workshop {
  /** Runs an engine's command in a folder. */
  run: (
    command: string,
    args: readonly string[],
    folder: string,
    env: NodeJS.ProcessEnv,
  ) => Promise<EngineRun>;
  env: NodeJS.ProcessEnv;
  today: Date;
  /** Makes text of an engine's fit to be shown. */
  clean: (text: string) => string;
}
