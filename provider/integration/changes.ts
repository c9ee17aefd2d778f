import { waitOf, type Config, type Settings } from "./config.ts";
import { keySlots } from "./credentials.ts";
import { completeFacts, differingFacts, factAt, factsOf, lackingFacts, sameFact } from "./facts.ts";
import { VENDORS } from "./model.ts";
import { attribution, revisionMoved, revisionSource } from "./revisions.ts";
import type { IntegrationState } from "./state.ts";
import { isStandIn } from "./unknown.ts";

/**
 * How the desired keys compare with those last saved: `version` where another version is given, `unchecked` where there is
 * nothing to compare with, or a reference cannot be resolved here.
 */
export type CredentialComparison = "same" | "different" | "version" | "unchecked";

/** One difference between what is desired and what is there. */
export interface Change {
  /** The field, as a path in the resource. */
  path: string;
  /** `settings` writes state and sends nothing; `update` saves in place; `replace` is another organization. */
  kind: "settings" | "update" | "replace";
  /** Whether the configuration was edited, or Sigma was changed outside. */
  origin: "configuration" | "outside";
  /** Why, in words for the user. */
  reason: string;
}

/** The settings that are compared with their echo in the state. */
const ECHOED = ["existing", "removal", "credentialDrift", "expectedOrganizationId"] as const;

/**
 * The differences between a desired configuration and the recorded state, in a fixed order. Pure: the same arguments give
 * the same answer, whichever way round an engine asks.
 *
 * A field is compared with what Sigma reports and, where Sigma does not report it, with what was last saved. Keys are
 * compared by fingerprint, and by Sigma's revision where both revisions are known and of the same source.
 */
export function changes(
  desired: Config,
  state: IntegrationState,
  credential: CredentialComparison,
): Change[] {
  const facts = factChanges(desired, state);
  return [
    ...tenantChanges(desired, state),
    ...unknownChanges(desired),
    ...facts,
    ...credentialChanges(desired, state, credential, facts),
    ...settingChanges(desired, state),
  ];
}

/** Whether another vendor is desired than the one that is there. Of several blocks not known yet, none is. */
export function isVendorChange({ vendor, unknown }: Config, state: IntegrationState): boolean {
  const blocks = VENDORS.filter((name) => unknown.includes(name));
  if (blocks.length > 1 && blocks.includes(vendor.name)) return false;
  const live = state.remote ?? state.applied;
  return live !== undefined && live.aiProvider !== vendor.name;
}

/** Whether nothing has to be sent for these changes. */
export function isStateOnly(list: readonly Change[]): boolean {
  return list.every(({ kind }) => kind === "settings");
}

function tenantChanges({ target, unknown }: Config, state: IntegrationState): Change[] {
  if (unknown.includes("tenant") || target.tenant === state.tenant) return [];
  const own = "the organization of the credentials";
  const reason = `another organization: ${target.tenant ?? own} instead of ${state.tenant ?? own}`;
  return [{ path: "tenant", kind: "replace", origin: "configuration", reason }];
}

/** A key that is not known yet says nothing where its version decides. */
function unknownChanges({ unknown, vendor }: Config): Change[] {
  const versioned = keySlots(vendor).filter(({ version }) => version !== undefined);
  const open = unknown.filter((path) => !versioned.some((slot) => slot.path === path));
  return open.map((path) => ({
    path,
    kind: path === "tenant" ? "replace" : "update",
    origin: "configuration",
    reason: "the value is not known before apply",
  }));
}

function factChanges(desired: Config, state: IntegrationState): Change[] {
  const wanted = factsOf(desired.vendor);
  const live = state.remote ?? state.applied;
  if (live === undefined) return [];
  const isKnown = (path: string): boolean =>
    path === "aiProvider" ? isVendorChange(desired, state) : !isStandIn(factAt(wanted, path) ?? "");
  return [
    ...differingFacts(wanted, live)
      .filter(isKnown)
      .map((path) => factChange(path, desired, state)),
    // After a save of ours nothing is lacking: what Sigma does not report is completed by what was saved.
    ...lackingFacts(wanted, completeFacts(live, state.applied))
      .filter(isKnown)
      .map((path): Change => ({
        path: `azureOpenai.${path}`,
        kind: "update",
        origin: "configuration",
        reason: "Sigma does not report it, and no save of it is recorded",
      })),
  ];
}

function factChange(path: string, desired: Config, state: IntegrationState): Change {
  const [from, to, last] = [
    state.remote ?? state.applied,
    factsOf(desired.vendor),
    state.applied,
  ].map((facts) => factAt(facts, path));
  const outside = last !== undefined && !sameFact(path, last, from ?? "");
  const field = path === "aiProvider" ? "vendor" : `{${path}}`;
  return {
    path: path === "aiProvider" ? desired.vendor.name : `azureOpenai.${path}`,
    kind: "update",
    origin: outside ? "outside" : "configuration",
    reason: outside
      ? `${field} changed outside: Sigma reports "${from}", last applied "${last}"${attribution(state)}`
      : `${field} changes from "${from}" to "${to}"`,
  };
}

function credentialChanges(
  desired: Config,
  state: IntegrationState,
  credential: CredentialComparison,
  facts: readonly Change[],
): Change[] {
  const vendor = desired.vendor.name;
  const change = { path: `${vendor}.apiKey`, kind: "update" } as const;
  // Another vendor has another key; that needs no reason of its own.
  if (facts.some(({ path }) => path === vendor)) return [];
  if (state.credentialFingerprint === undefined && credential === "unchecked") {
    const reason = "no save of this key is recorded, so nothing proves that Sigma has it";
    return [{ ...change, origin: "configuration", reason }];
  }
  const list: Change[] = [];
  if (credential === "different") {
    const reason = "the key is not the one that was last saved";
    list.push({ ...change, origin: "configuration", reason });
  }
  if (credential === "version") {
    const reason = "the version of the key is not the one that was last saved";
    list.push({ ...change, origin: "configuration", reason });
  }
  if (revisionMoved(state) === true && desired.settings.credentialDrift !== "ignore") {
    list.push({ ...change, origin: "outside", reason: revisionReason(state) });
  }
  return list;
}

/**
 * A time of change moves with every edit, and so does a revision: only what Sigma says is claimed. It says that the
 * credential changed where nothing else did.
 */
function revisionReason(state: IntegrationState): string {
  const { appliedRevision = "", remoteRevision = "", applied, remote } = state;
  const explained =
    applied !== undefined && remote !== undefined && differingFacts(applied, remote).length > 0;
  const certain = !explained && revisionSource(remoteRevision) !== "updatedAt";
  const changed = certain ? "changed" : "may have changed";
  return `credential ${changed} outside: revision ${remoteRevision}, last applied ${appliedRevision}${attribution(state)}`;
}

function settingChanges({ settings, target, unknown }: Config, state: IntegrationState): Change[] {
  const paths: string[] = ECHOED.filter((name) => settings[name] !== state[name]);
  if (target.connection !== state.connection) paths.push("connection");
  if (!samePreflight(settings.preflight, state.preflight)) paths.push("preflight");
  if (waitOf(settings) !== waitOf(state)) paths.push("azureOpenai.validationWait");
  const known = paths.filter((path) => !unknown.some((name) => concerns(name, path)));
  return known.map((path) => ({
    path,
    kind: "settings",
    origin: "configuration",
    reason: "only how the resource is handled changes; nothing is sent to Sigma",
  }));
}

/** Whether what is not known yet is a setting, a part of it, or the block that it stands in. */
function concerns(unknown: string, setting: string): boolean {
  return (
    unknown === setting || unknown.startsWith(`${setting}.`) || setting.startsWith(`${unknown}.`)
  );
}

function samePreflight(one: Settings["preflight"], other: IntegrationState["preflight"]): boolean {
  return (
    one.mode === other?.mode &&
    one.allowUnverifiedModels === other.allowUnverifiedModels &&
    one.trustedHosts.join() === other.trustedHosts.join()
  );
}
