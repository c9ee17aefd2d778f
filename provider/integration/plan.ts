import type { Claims } from "./claims.ts";
import { changes, isVendorChange, type Change, type CredentialComparison } from "./changes.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import { keySlots, resolveVendor, withoutVersions } from "./credentials.ts";
import { IntegrationError } from "./errors.ts";
import { matchesFingerprint } from "./fingerprint.ts";
import {
  announceAdd,
  announceChanges,
  announceRemovePlanned,
  announceReplace,
  announceRetained,
  announceVendorChange,
} from "./notices.ts";
import { confirmExpectation } from "./organization.ts";
import { heedPlace } from "./place-conflicts.ts";
import type { IntegrationState } from "./state.ts";

/** What a plan needs from outside. Without claims it is no resource of the program that is planned. */
export interface PlanContext extends Pick<Context, "credentials" | "notify" | "vendors"> {
  claims?: Claims;
  /** Whether the user wants changes of this path left alone. Default: of none. */
  ignores?: (path: string) => boolean;
}

/**
 * The changes that an apply would make, each said to the user with its reason. Nothing is sent. A key reference that
 * cannot be resolved here is not an error yet: the key is left unchecked, and the user is told. Throws WRONG_ORGANIZATION
 * where the configuration expects another organization than the recorded one, and DUPLICATE_RESOURCE where the program has
 * another resource for it, or one is removed that another one keeps.
 */
export async function plan(
  config: Config,
  state: IntegrationState,
  context: PlanContext,
): Promise<Change[]> {
  confirmExpectation(config, state);
  const credential = await compareCredential(config, state, context);
  const { ignores = () => false } = context;
  const list = withoutIgnored(changes(config, state, credential), ignores);
  const isReplaced = list.some(({ kind }) => kind === "replace");
  if (isReplaced && state.removal === "remove") {
    announceReplace(context, state.organizationId, {
      isCertain: !config.unknown.includes("tenant"),
    });
    heedPlace(state, "remove", context);
  }
  if (!isReplaced) {
    heedPlace(state, "keep", context);
    context.claims?.declare(config, state.organizationId);
    context.claims?.manage(state.organizationId);
  }
  announceChanges(context, state.organizationId, list);
  const isSaved = !isReplaced && list.some(({ path }) => path === config.vendor.name);
  if (isSaved && isVendorChange(config, state)) {
    announceVendorChange(context, state.organizationId, state.aiProvider, config.vendor.name);
  }
  return list;
}

/**
 * What a first create would do to people, for an engine that plans it. Nothing is sent. Throws DUPLICATE_RESOURCE where the
 * program has another resource for the same place.
 */
export function planCreate(config: Config, context: PlanContext): void {
  const { vendor, target, settings, unknown } = config;
  context.claims?.declare(config);
  const isPlaced = !unknown.includes("tenant");
  const organizationId = isPlaced ? (target.tenant ?? settings.expectedOrganizationId) : undefined;
  // Of vendors that are not known yet, none can be named.
  if (!unknown.includes(vendor.name)) announceAdd(context, organizationId, vendor.name);
  if (isPlaced) heedPlace({ ...target, organizationId }, "add", context);
}

/**
 * What a removal would do, for an engine that plans it. Nothing is sent. Throws DUPLICATE_RESOURCE where another resource
 * keeps the integration.
 */
export function planRemove(state: IntegrationState, context: PlanContext): void {
  const { organizationId, removal } = state;
  // What a replacement has saved first is left in place when the old one is removed.
  if (context.claims?.has(organizationId) === true) return;
  if (removal === "retain") return announceRetained(context, organizationId);
  announceRemovePlanned(context, organizationId);
  heedPlace(state, "remove", context);
}

/**
 * What is not to be left alone. A change outside that is left alone also moves Sigma's revision, so that the revision says
 * nothing of the key any more.
 */
function withoutIgnored(list: readonly Change[], ignores: (path: string) => boolean): Change[] {
  const isLeft = ({ path, origin }: Change): boolean => origin === "outside" && ignores(path);
  const explained = list.some((change) => isLeft(change) && !isOfKey(change));
  return list.filter(
    (change) =>
      !ignores(change.path) && !(explained && change.origin === "outside" && isOfKey(change)),
  );
}

function isOfKey({ path }: Change): boolean {
  return path.endsWith(".apiKey");
}

/** By version where one is given, else by fingerprint. */
async function compareCredential(
  config: Config,
  { organizationId, credentialFingerprint, keyVersions }: IntegrationState,
  { credentials, notify }: Pick<Context, "credentials" | "notify">,
): Promise<CredentialComparison> {
  const slots = keySlots(config.vendor);
  const versioned = slots.filter(({ version }) => version !== undefined);
  if (versioned.some(({ path, version }) => keyVersions?.[path] !== version)) return "version";
  const otherwise = versioned.length === slots.length ? "same" : "unchecked";
  const unknown = config.unknown.filter((path) => path.split(".")[0] === config.vendor.name);
  if (credentialFingerprint === undefined || unknown.some(mayHoldKey)) return otherwise;
  try {
    const vendor = await resolveVendor(config.vendor, credentials);
    // A key that was saved without a version has left its fingerprint, with which its first version is compared.
    const candidates = [vendor, ...(versioned.length === 0 ? [] : [withoutVersions(vendor)])];
    const isSame = candidates.some((each) => matchesFingerprint(each, credentialFingerprint));
    return isSame ? "same" : "different";
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (otherwise === "same") return otherwise;
    const { path, problem } = error.details;
    const text = `{${path}}: not checked: ${problem}`;
    notify({ organizationId, severity: "warning", title: "A key is not checked", text });
    return "unchecked";
  }
}

/** Whether an unknown value is a key or a block that contains one. */
function mayHoldKey(path: string): boolean {
  return /(?:apiKey|fromEnv|fromFile|openai|azureOpenai|gemini|anthropic|languageModel|embeddingModel)$/.test(
    path,
  );
}
