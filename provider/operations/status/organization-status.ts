import { ERROR_CODES, type ErrorCode } from "../../integration/error-codes.ts";
import { spellFields, toIntegrationError } from "../../integration/errors.ts";
import type { Observation, VendorFacts } from "../../integration/port.ts";

/** One organization, by what is known before it is read. */
export interface OrganizationName {
  organizationId: string;
  /** Sigma tells the names of tenants only. */
  name?: string;
}

/** What Sigma reports about one organization's integration, without what it does not report. */
export type OrganizationStatus = OrganizationName &
  (
    | ({
        status: "configured";
        revision?: string;
        updatedAt?: string;
        updatedBy?: string;
      } & VendorFacts)
    | { status: "absent" }
    /** Whether something is configured cannot be told. */
    | { status: "unreadable"; reason: string; advice: string; code?: ErrorCode; requestId?: string }
  );

/** The status that goes with what a read found. */
export function observedStatus(
  organization: OrganizationName,
  observation: Observation,
): OrganizationStatus {
  if (observation.kind === "absent") return { ...organization, status: "absent" };
  if (observation.kind === "unknown") {
    return {
      ...organization,
      status: "unreadable",
      reason: observation.reason,
      advice: "Look at Administration > AI settings.",
    };
  }
  const { facts, ...change } = observation.report;
  return { ...organization, status: "configured", ...facts, ...change };
}

/** The status of an organization that could not be read. */
export function failedStatus(organization: OrganizationName, error: unknown): OrganizationStatus {
  const { code, details } = toIntegrationError(error);
  const { problem, expected, advice = ERROR_CODES[code].cure, requestId } = details;
  return {
    ...organization,
    status: "unreadable",
    reason: spellFields(expected === undefined ? problem : `${problem}; expected ${expected}`),
    advice: spellFields(advice),
    code,
    ...(requestId === undefined ? {} : { requestId }),
  };
}
