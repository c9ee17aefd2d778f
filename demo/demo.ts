import type { EngineRun } from "../test/support/engine-run.ts";

/** One command of a step, and what it must do. */
export interface Command {
  /** As a person would type it; shown, and run. */
  args: readonly string[];
  /** Variables in front of it; shown too. */
  env?: Readonly<Record<string, string>>;
  exit: number;
  /** Must stand in the output. */
  shows?: RegExp;
}

/** One step of a demo. */
export interface BaseStep {
  title: string;
  /** What happens before the commands, with a line that says so. */
  first?: { says: string; act: () => Promise<unknown> };
  commands: readonly Command[];
}

/** One step in the life of an integration. */
export interface Step extends BaseStep {
  /** What Sigma must have afterwards: a vendor by Sigma's name, or nothing. */
  sigma: { provider: string | null; key?: string };
  /** How many accounts Azure must have afterwards. Default: Azure has no part in it. */
  accounts?: number;
}

/** A demo: what is shown first, and its steps. */
export interface Demo<Each extends BaseStep = Step> {
  /** What is played. Default: the life of an integration. */
  title?: string;
  /** What stands before the arguments of a command, and the engine with its version and origin in words. */
  command: string;
  engine: string;
  /** What it plays in, beside the engine. */
  against: string;
  program: string;
  run: (command: Command) => Promise<EngineRun>;
  steps: readonly Each[];
  /** What the provider said to the user, each in one line, and the engine's own summary. */
  summary: (output: string) => string;
  /** What is wrong with what there is after a step, at Sigma and elsewhere; nothing where it is as it should be. */
  wrong: (step: Each) => string | undefined | Promise<string | undefined>;
  /** What there is after a step that went as expected. */
  found: (step: Each) => string;
  end: () => Promise<void>;
}
