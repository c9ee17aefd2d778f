import type { IntegrationState } from "../../provider/integration/state.ts";
import type { Environment } from "../../provider/runtime/environment.ts";

/** What an engine keeps of a resource between runs: its id, and what the front end answered, in the engine's own form. */
export interface Recorded {
  id: string;
  outputs: unknown;
}

/** What a plan says would happen. */
export type Planned = "none" | "update" | "replace";

/**
 * What a front end cannot be given: keys as references; fields and types that its engine refuses by itself; another spelling
 * of the same, which its engine takes for a change that sends nothing; the name of another connection.
 */
export type Feature = "references" | "loose types" | "spellings" | "connections";

/** One front end, driven as its engine drives it. A run is one life of its process. */
export interface FrontEnd {
  name: string;
  lacks: readonly Feature[];
  start: (environment: Environment) => Run;
  /** The recorded state in the core's form, for comparison. */
  state: (recorded: Recorded) => IntegrationState;
}

/** One life of a front end's process. Whatever goes wrong is thrown, with the error's code in the text. */
export interface Run {
  /** Throws where the configuration is not valid. Nothing is recorded before a first create. */
  check: (config: unknown, recorded?: Recorded) => Promise<void>;
  plan: (config: unknown, recorded: Recorded) => Promise<Planned>;
  create: (config: unknown) => Promise<Recorded>;
  update: (config: unknown, recorded: Recorded) => Promise<Recorded>;
  read: (recorded: Recorded) => Promise<Recorded | undefined>;
  remove: (recorded: Recorded) => Promise<void>;
}

/** Thrown for a resource that was made, and is not as it should be; engines record it all the same. */
export class PartialFailure extends Error {
  readonly recorded: Recorded;

  constructor(message: string, recorded: Recorded) {
    super(message);
    this.recorded = recorded;
  }
}
