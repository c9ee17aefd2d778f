import { causeOf, failedPlace } from "./failures.ts";
import { toFinding } from "./finding.ts";
import type { Finding, Place } from "./report.ts";
import type { Check } from "./seen.ts";

/** What the check of one project says, and what else is to be said of it. */
export interface ProjectFindings {
  findings: Finding[];
  notes: string[];
}

/** How the check of one project ended. */
export interface EndedCheck {
  place: Place;
  check: Check;
  today: Date;
  clean: (text: string) => string;
}

/**
 * Judges every integration of a project. Where the check failed for other reasons than one of them, the failure is a finding
 * of its own, and stands for all those that it kept from being compared.
 */
export function findingsOf({ place: known, check, today, clean }: EndedCheck): ProjectFindings {
  const { stack = known.stack, file = known.file } = check;
  const place: Place = {
    ...known,
    ...(stack === undefined ? {} : { stack }),
    ...(file === undefined ? {} : { file }),
  };
  const failures = check.failures.map((text) => failedPlace(place, causeOf(text), clean(text)));
  const compared =
    failures.length === 0
      ? check.seen
      : check.seen.filter(({ action, failure }) => action !== undefined || failure !== undefined);
  const surroundings = { place, today, clean, deployments: check.deployments };
  const findings = [
    ...compared.map((seen) => toFinding(seen, surroundings)),
    ...failures.slice(0, 1),
  ];
  return { findings, notes: notesOn(place.path, check, findings) };
}

function notesOn(path: string, { otherChanges }: Check, findings: readonly Finding[]): string[] {
  const others =
    otherChanges === 1
      ? "1 other resource"
      : otherChanges > 1
        ? `${otherChanges} other resources`
        : "";
  return [
    ...(findings.length === 0 ? [`${path}: it has no AI integration`] : []),
    ...(others === "" ? [] : [`${path}: ${others} would be changed, which is not counted here`]),
  ];
}
