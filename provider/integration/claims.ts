import { createHash } from "node:crypto";
import type { Config, Target } from "./config.ts";
import { keySlots } from "./credentials.ts";
import { IntegrationError } from "./errors.ts";
import { factsOf } from "./facts.ts";
import { Secret } from "./secret.ts";

/** What a plan does at the place of an organization. */
export type PlannedAction = "add" | "keep" | "remove";

/** Which organizations a run has to do with. An organization has room for one integration. */
export interface Claims {
  /** Claims an organization that is written to. Throws DUPLICATE_RESOURCE where another resource of this run has. */
  claim(organizationId: string): void;
  /** Takes a claim back, after an operation that failed. */
  release(organizationId: string): void;
  has(organizationId: string): boolean;
  /**
   * Notes that the program has a resource with this configuration: for the place where it is to be, and for its
   * organization where that is known. The same configuration may be noted again, as engines ask more than once. Throws
   * DUPLICATE_RESOURCE where another configuration was noted.
   */
  declare(config: Config, organizationId?: string): void;
  /** Whether a resource with this very configuration was noted. */
  declares(config: Config): boolean;
  /** Notes what is planned at a place, and gives all that is planned there so far. */
  plan(target: Target, action: PlannedAction): ReadonlySet<PlannedAction>;
  /** Notes that a resource of the program manages an organization already. */
  manage(organizationId: string): void;
  /** Whether one does. */
  isManaged(organizationId: string): boolean;
}

/** Claims for one run of an engine: an engine handles each resource at most once in a run. */
export function createClaims(): Claims {
  const claimed = new Set<string>();
  const declared = new Map<string, string>();
  const managed = new Set<string>();
  const planned = new Map<string, Set<PlannedAction>>();
  return {
    claim(organizationId) {
      if (claimed.has(organizationId)) throw duplicate(`the organization ${organizationId}`);
      claimed.add(organizationId);
    },
    release: (organizationId) => void claimed.delete(organizationId),
    has: (organizationId) => claimed.has(organizationId),
    declare(config, organizationId) {
      // What is not known yet may turn out to be the same.
      if (config.unknown.length > 0) return;
      const digest = digestOf(config);
      const places = [
        placeOf(config.target),
        ...(organizationId === undefined ? [] : [organizationId]),
      ];
      for (const place of places) {
        if ((declared.get(place) ?? digest) === digest) declared.set(place, digest);
        else throw duplicate(describe(config.target, organizationId));
      }
    },
    declares: (config) => declared.get(placeOf(config.target)) === digestOf(config),
    plan(target, action) {
      const place = placeOf(target);
      const actions = (planned.get(place) ?? new Set()).add(action);
      planned.set(place, actions);
      return actions;
    },
    manage: (organizationId) => void managed.add(organizationId),
    isManaged: (organizationId) => managed.has(organizationId),
  };
}

function duplicate(what: string): IntegrationError {
  return new IntegrationError("DUPLICATE_RESOURCE", {
    problem: `another resource of this run configures ${what} already`,
    expected: "one resource for each organization",
  });
}

/** No organization's id has a slash. */
function placeOf({ connection = "", tenant = "" }: Target): string {
  return `${connection}/${tenant}`;
}

function describe({ tenant }: Target, organizationId = tenant): string {
  return organizationId === undefined
    ? "the organization of these credentials"
    : `the organization ${organizationId}`;
}

/** Tells one configuration from another, without keeping a key. */
function digestOf({ vendor, target }: Config): string {
  const keys = keySlots(vendor).map(({ key, version }) => [
    key instanceof Secret ? key.reveal() : key,
    version ?? null,
  ]);
  const text = JSON.stringify([factsOf(vendor), keys, target.tenant, target.connection]);
  return createHash("sha256").update(text).digest("base64");
}
