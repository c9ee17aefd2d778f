import type { Claims } from "./claims.ts";
import type { CredentialSource } from "./credentials.ts";
import type { Remedy } from "./errors.ts";
import type { VendorName } from "./model.ts";
import type { Preflight } from "./preflight.ts";
import type { SigmaPort } from "./port.ts";

/** What the core says about a vendor to people. */
export interface VendorProfile {
  /** The name people know: "Azure OpenAI". */
  title: string;
  /** The company that prompts go to. */
  company: string;
  /** How finished the vendor is at Sigma, with where and when that was read. */
  stage: { name: "ga" | "beta"; source: string; date: string };
}

/** Something the user should know that is no error. */
export interface Notice {
  /** The organization it is about, where one is known yet. */
  organizationId?: string;
  severity: "info" | "warning";
  /** One sentence or two. Fields stand in braces, as in errors. */
  text: string;
  /** Said once in a run, for whichever organization comes first. */
  once?: boolean;
  /** The field it is about, as a path in the resource. */
  path?: string;
  /** A short heading, for engines that show one. */
  title?: string;
  /**
   * Where the user has seen it already, in an engine that shows it there: in a diff of the fields, or in the plan that went
   * before an apply.
   */
  seenIn?: "diff" | "plan";
  /** What the user's engine can do about it. */
  remedy?: Remedy;
}

/** The time, for what has to be waited for. */
export interface Waiting {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Waits, and rejects when the signal ends it. */
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Everything a lifecycle operation needs from outside. One is made for each resource and operation. */
export interface Context {
  port: SigmaPort;
  credentials: CredentialSource;
  preflight: Preflight;
  vendors: Readonly<Record<VendorName, VendorProfile>>;
  claims: Claims;
  notify: (notice: Notice) => void;
  clock: Waiting;
  /** Random bytes for a fingerprint. */
  salt: (length: number) => Uint8Array;
  /** Ends the operation: the user's cancellation, or the deadline. */
  signal: AbortSignal;
  /** A new signal for the one read that must follow a save whose outcome is unknown, even after the deadline. */
  graceSignal: () => AbortSignal;
}
