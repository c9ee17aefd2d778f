import type { ModelUse } from "../../azure/model-policy.ts";

/** What became of the check of one integration, in the order in which they are counted. */
export const STATUSES = ["in step", "drifted", "missing", "unreadable", "error"] as const;

/** One of {@link STATUSES}. */
export type DriftStatus = (typeof STATUSES)[number];

/** The engines, by the name of their command. */
export type EngineName = "pulumi" | "terraform" | "tofu";

/** Which state of which project is meant. */
export interface Place {
  /** The folder, as it was given. */
  path: string;
  /** Missing where the folder is no project. */
  engine?: EngineName;
  /** Pulumi's stack, where it is known. */
  stack?: string;
  /** The file of the project that a reader should open, below the folder. */
  file?: string;
}

/** One difference between what a program says and what is there. */
export interface DriftChange {
  /** The field, as the engine spells it. */
  path: string;
  /** Whether Sigma was changed outside, or the program was, and was not applied yet. */
  origin: "outside" | "configuration";
  reason: string;
}

/** Why something could not be checked, as far as a user can act on it. */
export type Cause =
  | "no project"
  | "engine not installed"
  | "not initialized"
  | "no stack"
  | "not logged in"
  | "backend unreachable"
  | "locked"
  | "wrong passphrase"
  | "plan failed"
  | "out of time"
  | "interrupted";

/** A deployed model that retires soon, or has retired. */
export interface Retirement {
  use: ModelUse;
  deploymentId: string;
  model: string;
  version: string;
  /** The day, such as `2027-04-14`. */
  retires: string;
  /** Days until then; negative once it has passed. */
  days: number;
  /** Who says so, and when. */
  source: string;
}

/** What was found of one integration, or of a project that could not be checked. No text in it has a secret. */
export interface Finding {
  place: Place;
  /** The resource's name or address; missing where the whole project is meant. */
  name?: string;
  organizationId?: string;
  /** The vendor as Sigma reports it, else as last saved. */
  vendor?: string;
  status: DriftStatus;
  changes: readonly DriftChange[];
  /** When and by whom it was changed outside, as far as Sigma says. */
  since?: string;
  by?: string;
  /** Why it is missing, unreadable or an error, or what cannot be seen. */
  reason?: string;
  cause?: Cause;
  advice?: string;
  /** The code of our error, where it is one. */
  code?: string;
  /** When the keys were last applied; only where the state tells for sure. */
  keysApplied?: { at: string; days: number };
  retirements: readonly Retirement[];
  /** The first of the runs in a row that found it so, where a history is kept. */
  firstSeen?: string;
  /** The line in {@link Place.file}, where the engine names it. */
  line?: number;
}

/** What a sweep over projects found. */
export interface DriftReport {
  /** When it began, in UTC. */
  started: string;
  /** How long it took. */
  seconds: number;
  /** Whether it was interrupted, and this is what was known by then. */
  partial: boolean;
  findings: readonly Finding[];
  /** What else is to be said, such as changes of other resources. */
  notes: readonly string[];
}

/** How many findings there are of each status. */
export function countsOf({ findings }: Pick<DriftReport, "findings">): Record<DriftStatus, number> {
  const counts = { "in step": 0, drifted: 0, missing: 0, unreadable: 0, error: 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

/** The outcome that an exit status stands for. An error goes before what could not be told, and that before drift. */
export function worstOf(report: DriftReport): "fine" | "drift" | "unknown" | "error" {
  const { drifted, missing, unreadable, error } = countsOf(report);
  if (error > 0 || report.partial) return "error";
  if (unreadable > 0) return "unknown";
  return drifted + missing > 0 ? "drift" : "fine";
}

/** What names an integration from one run to the next. */
export function findingId({ place, name = "" }: Pick<Finding, "place" | "name">): string {
  return [placeText(place), name].join(" ").trim();
}

/** A place in one text: `infra/prod (dev)`. */
export function placeText({ path, stack }: Place): string {
  return stack === undefined ? path : `${path} (${stack})`;
}
