import type { Context, VendorProfile } from "./context.ts";
import type { Change } from "./changes.ts";
import { knownVendor, type VendorName } from "./model.ts";

const HELP = "https://help.sigmacomputing.com/docs";

/** Sigma's own words on what we only point to. */
const DISCLAIMER = `${HELP}/notice-for-enabling-ai-enabled-features-in-sigma`;
/** Sigma's page on who may use AI. */
export const PERMISSIONS = `${HELP}/configure-ai-features-for-your-organization`;
const REMOVAL = `${HELP}/configure-warehouse-ai-model-integration`;

type Say = Pick<Context, "notify" | "vendors">;

/** Said at a first create, and in its plan: what turning AI on means for the people of the organization. */
export function announceAdd(
  { notify, vendors }: Say,
  organizationId: string | undefined,
  vendor: VendorName,
): void {
  const { title, company } = vendors[vendor];
  notify({
    ...(organizationId === undefined ? {} : { organizationId }),
    severity: "info",
    title: "AI is turned on",
    seenIn: "plan",
    text: `adding ${title} turns AI on for the whole organization, under Sigma's disclaimer (${DISCLAIMER}), and prompts go to ${company}; the permissions of each account type decide who may use it (${PERMISSIONS})`,
  });
  announceBeta({ notify, vendors }, organizationId, vendor);
}

/** Said in a plan and at an update that change the vendor. */
export function announceVendorChange(
  { notify, vendors }: Say,
  organizationId: string,
  from: string,
  to: VendorName,
): void {
  const old = profile(vendors, from);
  notify({
    organizationId,
    severity: "warning",
    title: "Prompts go to another company",
    seenIn: "plan",
    text: `the vendor changes from ${old?.title ?? from} to ${vendors[to].title}: once that is saved, all prompts of the organization are sent to ${vendors[to].company}; Sigma has not published whether its indexed data sources stay`,
  });
  announceBeta({ notify, vendors }, organizationId, to);
}

/** Said after a removal. */
export function announceRemove({ notify }: Say, organizationId: string): void {
  notify({
    organizationId,
    severity: "warning",
    title: "AI was turned off",
    seenIn: "plan",
    text: `the integration was removed: AI is off for the whole organization, and Sigma has cleared every indexed data source; they must be indexed again once a vendor is configured (${REMOVAL})`,
  });
}

/** Said in a plan that removes. */
export function announceRemovePlanned({ notify }: Say, organizationId: string): void {
  notify({
    organizationId,
    severity: "warning",
    title: "AI is turned off",
    text: `removing the integration turns AI off for the whole organization, and Sigma clears every indexed data source; they must be indexed again once a vendor is configured (${REMOVAL})`,
  });
}

/** Said in a plan in which the resource goes to another organization. */
export function announceReplace(
  { notify }: Say,
  organizationId: string,
  { isCertain }: { isCertain: boolean },
): void {
  const when = isCertain ? ", since {tenant} changes" : " if {tenant} turns out to be another one";
  notify({
    organizationId,
    severity: "warning",
    title: "AI is turned off",
    seenIn: "plan",
    path: "tenant",
    text: `the integration of ${organizationId} is removed${when}; where it is to stay, or Sigma's API cannot remove it, set {removal} to "retain" and apply before {tenant} is changed`,
  });
}

/** Said in a plan that removes, and at the removal, where the integration is to stay at Sigma. */
export function announceRetained({ notify }: Say, organizationId: string): void {
  const text = '{removal} is "retain": the integration is left in place at Sigma';
  notify({ organizationId, severity: "warning", title: "Left in place", seenIn: "plan", text });
}

/** Says each change with its reason. */
export function announceChanges(
  { notify }: Say,
  organizationId: string,
  list: readonly Change[],
): void {
  for (const { path, kind, origin, reason } of list) {
    const severity = origin === "outside" ? "warning" : "info";
    // A diff of the fields shows what the configuration changes, but not that it is a key that changes, or why.
    const isShown = origin === "configuration" && (kind === "settings" || !path.endsWith("apiKey"));
    notify({
      organizationId,
      severity,
      title: origin === "outside" ? "Changed outside" : "Why this is saved again",
      text: `{${path}}: ${reason}`,
      path,
      seenIn: isShown ? "diff" : "plan",
    });
  }
}

function announceBeta(
  { notify, vendors }: Say,
  organizationId: string | undefined,
  vendor: VendorName,
): void {
  const { title, stage } = vendors[vendor];
  if (stage.name !== "beta") return;
  notify({
    ...(organizationId === undefined ? {} : { organizationId }),
    severity: "info",
    title: "Beta feature",
    seenIn: "plan",
    once: true,
    text: `${title} is a beta feature of Sigma (${stage.source}, ${stage.date})`,
  });
}

function profile(vendors: Say["vendors"], name: string): VendorProfile | undefined {
  const known = knownVendor(name);
  return known === undefined ? undefined : vendors[known];
}
