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
import type { IntegrationState } from "./state.ts";

/** What a plan needs from outside. Without claims it is no resource of the program that is planned. */
export type PlanContext = Pick<Context, "credentials" | "notify" | "vendors"> & { claims?: Claims };

/**
 * The changes that an apply would make, each said to the user with its reason. Nothing is sent. A key reference that
 * cannot be resolved here is not an error yet: the key is left unchecked, and the user is told. Throws WRONG_ORGANIZATION
 * where the configuration expects another organization than the recorded one, and DUPLICATE_RESOURCE where the program has
 * another resource for it.
 */
export async function plan(
  config: Config,
  state: IntegrationState,
  context: PlanContext,
): Promise<Change[]> {
  confirmExpectation(config, state);
  const credential = await compareCredential(config, state, context);
  const list = changes(config, state, credential);
  const isReplaced = list.some(({ kind }) => kind === "replace");
  if (isReplaced && state.removal === "remove") announceReplace(context, state.organizationId);
  if (!isReplaced) {
    context.claims?.declare(config, state.organizationId);
    context.claims?.manage(state.organizationId);
  }
  announceChanges(context, state.organizationId, list);
  if (isVendorChange(config, state)) {
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
  // Of vendors that are not known yet, none can be named.
  if (unknown.includes(vendor.name)) return;
  const organizationId = target.tenant ?? settings.expectedOrganizationId;
  announceAdd(context, unknown.includes("tenant") ? undefined : organizationId, vendor.name);
}

/** What a removal would do, for an engine that plans it. Nothing is sent. */
export function planRemove(
  { organizationId, removal }: IntegrationState,
  context: Pick<Context, "notify" | "vendors">,
): void {
  if (removal === "retain") announceRetained(context, organizationId);
  else announceRemovePlanned(context, organizationId);
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
    notify({ organizationId, severity: "warning", text: `{${path}}: not checked: ${problem}` });
    return "unchecked";
  }
}

/** Whether an unknown value is a key or a block that contains one. */
function mayHoldKey(path: string): boolean {
  return /(?:apiKey|fromEnv|fromFile|openai|azureOpenai|gemini|anthropic|languageModel|embeddingModel)$/.test(
    path,
  );
}
