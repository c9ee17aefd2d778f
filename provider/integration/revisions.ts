import type { Report } from "./port.ts";
import type { IntegrationState } from "./state.ts";

/**
 * Whether Sigma's revision says that somebody wrote since our last save. Nothing where it cannot tell: revisions are opaque
 * texts with their source before the colon, and only two of the same source can be compared.
 */
export function revisionMoved({
  appliedRevision,
  remoteRevision,
}: Pick<IntegrationState, "appliedRevision" | "remoteRevision">): boolean | undefined {
  if (appliedRevision === undefined || remoteRevision === undefined) return undefined;
  if (revisionSource(appliedRevision) !== revisionSource(remoteRevision)) return undefined;
  return appliedRevision !== remoteRevision;
}

/** Where a revision comes from: `api`, `portal`, or `updatedAt` where a time of change has to do. */
export function revisionSource(revision: string): string {
  return revision.split(":", 1)[0] ?? "";
}

/** Both revisions, where what is reported counts as applied. */
export function revisionsOf(
  report: Report | undefined,
): Pick<IntegrationState, "appliedRevision" | "remoteRevision"> {
  if (report?.revision === undefined) return {};
  return { appliedRevision: report.revision, remoteRevision: report.revision };
}

/** When and by whom the integration was last changed, as far as it is reported. */
export function lastChangeOf(
  report: Report | undefined,
): Pick<IntegrationState, "updatedAt" | "updatedBy"> {
  return {
    ...(report?.updatedAt === undefined ? {} : { updatedAt: report.updatedAt }),
    ...(report?.updatedBy === undefined ? {} : { updatedBy: report.updatedBy }),
  };
}

/** ", by user-ada at 2026-11-23T10:00:00Z", as far as Sigma says; else an empty text. */
export function attribution({
  updatedBy,
  updatedAt,
}: Pick<IntegrationState, "updatedBy" | "updatedAt">): string {
  const who = updatedBy === undefined ? "" : `, by ${updatedBy}`;
  return updatedAt === undefined ? who : `${who} at ${updatedAt}`;
}
