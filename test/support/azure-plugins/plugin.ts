import type { Properties } from "./properties.ts";

/** A resource provider of Pulumi, free of its protocol. */
export interface Plugin {
  /** Name and version of the npm package whose engine side this is; the engine warns where the version is lower. */
  name: string;
  version: string;
  /** Fills in what a program may leave out. */
  check: (resource: Named, news: Properties, olds: Properties) => Properties;
  /** What has changed, and which of it cannot be changed in place. */
  diff: (type: string, olds: Properties, news: Properties) => Difference;
  /** The outputs of a preview, as far as they are known; `outputs` are those there are, none for a create. */
  preview: (type: string, inputs: Properties, outputs: Properties | undefined) => Properties;
  create: (type: string, inputs: Properties, signal: AbortSignal) => Promise<Created>;
  /** What is there now; nothing where it is gone. */
  read: (type: string, recorded: Recorded, signal: AbortSignal) => Promise<Recorded | undefined>;
  update: (type: string, changed: Recorded, signal: AbortSignal) => Promise<Properties>;
  remove: (type: string, recorded: Recorded, signal: AbortSignal) => Promise<void>;
  /** Calls a function. */
  invoke: (token: string, args: Properties, signal: AbortSignal) => Promise<Properties>;
}

/** A resource that a program declares. */
export interface Named {
  type: string;
  /** Its name in the program. */
  name: string;
  /** What the engine gives for random names, so that preview and update agree. */
  seed: Uint8Array;
}

/** The properties at the top that differ, and those of them whose change makes a new resource. */
export interface Difference {
  changed: string[];
  replaced: string[];
}

/** A new resource. */
export interface Created {
  id: string;
  outputs: Properties;
}

/** A resource in the state. */
export interface Recorded {
  id: string;
  inputs: Properties;
  outputs: Properties;
}
