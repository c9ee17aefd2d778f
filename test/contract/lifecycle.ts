import type { ErrorCode } from "../../provider/integration/error-codes.ts";
import type { IntegrationState } from "../../provider/integration/state.ts";
import type { Feature } from "./front-end.ts";
import type { Profile, SeedOverride, Simulator } from "../../simulator/index.ts";

/** Acme's admin credentials, for a simulator that runs at an address. */
export const ACME = { SIGMA_CLIENT_ID: "acme-admin", SIGMA_CLIENT_SECRET: "acme-admin-secret" };

/** The credentials of another organization. */
export const GLOBEX = {
  SIGMA_CLIENT_ID: "globex-admin",
  SIGMA_CLIENT_SECRET: "globex-admin-secret",
};

/** What one run of an engine is expected to do. What is left out is not looked at. */
export interface Expected {
  /** The requests that Sigma saw, by the names of the contract's operations: `"token whoami read save"`. */
  requests?: string;
  /** The requests that vendors saw, in any order: `"api.openai.com GET /v1/models"`. */
  vendorRequests?: string;
  /** Lines that the user saw. Each must be found in one of them. */
  says?: readonly RegExp[];
  /** The run fails with this code. */
  fails?: ErrorCode;
  /** What the error says. */
  message?: RegExp;
  /** What the plan said, where there was one. */
  plan?: "none" | "update" | "replace";
  /** Fields of the recorded state. */
  state?: Partial<IntegrationState>;
  /** Whether the resource is recorded afterwards. */
  recorded?: boolean;
  /** The vendor at Sigma afterwards, by its name there; null where none is configured. */
  sigma?: string | null;
}

/** Settings of one run. */
export interface RunSettings extends Expected {
  /** Reads before it plans, as `--refresh` does. */
  refresh?: boolean;
  /** Variables that are set, or unset, for this run. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Something happens in the world as soon as the user is told something. */
  when?: { says: RegExp; act: (simulator: Simulator) => void };
  /** Files that keys are read from. */
  files?: Readonly<Record<string, string>>;
}

/** A configuration as a user writes it, in camelCase. */
export type WrittenConfig = Readonly<Record<string, unknown>>;

/** One thing that happens in a case. */
export type Step =
  /** The engine applies a configuration: create, update, replace or nothing. The plan that follows must be empty. */
  | ({ apply: WrittenConfig } & RunSettings)
  /** The engine only plans. */
  | ({ preview: WrittenConfig } & RunSettings)
  /** The engine reads and records. */
  | ({ refreshOnly: true } & RunSettings)
  /** The engine removes the resource. */
  | ({ destroy: true } & RunSettings)
  /** Something happens in the world. */
  | { world: (simulator: Simulator) => unknown };

/** The life of one resource, as data. It runs through every front end. */
export interface LifecycleCase {
  name: string;
  /** Defaults to `full`. */
  profile?: Profile;
  seed?: SeedOverride;
  /** Variables of every run, on top of Acme's credentials. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Whether what is waited for takes no time. */
  clock?: "instant";
  /** What a front end must be able to take. */
  needs?: Feature;
  steps: readonly Step[];
}
