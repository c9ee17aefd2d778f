import type { KnownFacts } from "./known-facts.ts";
import type { DriftChange } from "./report.ts";
import type { KnownDeployment } from "./retirements.ts";

/** A line that our provider wrote about an integration. */
export interface Said {
  /** The field it is about; only where it is the reason of a change. */
  path?: string;
  origin: DriftChange["origin"];
  text: string;
}

/** What an engine's own check tells about one integration, whichever engine it is. */
export interface Seen {
  name: string;
  /** What the engine would do; missing where its check did not come that far. */
  action?: "same" | "update" | "create" | "delete";
  /** The recorded state before the check, and as it is after reading from Sigma. */
  recorded?: KnownFacts | undefined;
  live?: KnownFacts | undefined;
  said: readonly Said[];
  /** The fields that the engine's diff names. */
  differing: readonly string[];
  failure?: Failure;
  line?: number | undefined;
}

/** What failed for one integration, with the code of our error where it is one. */
export interface Failure {
  text: string;
  code?: string | undefined;
}

/** What the check of one project tells, whichever engine made it. */
export interface Check {
  seen: Seen[];
  /** How many resources of others would be changed. */
  otherChanges: number;
  deployments: KnownDeployment[];
  /** What failed for the project as a whole. */
  failures: string[];
  /** Pulumi's stack. */
  stack?: string;
  /** The file in which an integration stands, below the folder. */
  file?: string;
}
