import {
  countsOf,
  STATUSES,
  type DriftReport,
  type Finding,
  type Retirement,
} from "../drift/report.ts";

/** The counts in one line: `2 in step, 1 drifted`. */
export function summaryOf(report: DriftReport): string {
  const counts = countsOf(report);
  const shown = STATUSES.filter((status) => counts[status] > 0);
  if (shown.length === 0) return "nothing to check";
  return shown.map((status) => `${counts[status]} ${WORDS[status]}`).join(", ");
}

const WORDS = {
  "in step": "in step",
  drifted: "drifted",
  missing: "missing",
  unreadable: "unreadable",
  error: "not checked",
} as const;

/** What a report that was cut short begins with. */
export const PARTIAL = "Interrupted: this is a part of the report only.";

/** What is to be said of a finding, each in one sentence, without its status. */
export function detailsOf(finding: Finding): string[] {
  return [...causesOf(finding), ...remarksOf(finding)];
}

/** What is not as it should be. */
export function causesOf({ changes, cause, reason }: Finding): string[] {
  const why = reason === undefined ? [] : [cause === undefined ? reason : `${cause}: ${reason}`];
  return [
    ...changes.map(({ path, reason: text }) => (path === "" ? text : `${path}: ${text}`)),
    ...why,
  ];
}

/** What else is known: what to do, who did it, since when, and what will happen. */
export function remarksOf(finding: Finding): string[] {
  const { advice, firstSeen, keysApplied, retirements } = finding;
  return [
    ...(advice === undefined ? [] : [advice]),
    ...attributionOf(finding),
    ...(firstSeen === undefined ? [] : [`found so since ${firstSeen}`]),
    ...(keysApplied === undefined ? [] : [`keys last applied ${ago(keysApplied.days)}`]),
    ...retirements.map(retirementText),
  ];
}

/** The reasons of most changes have it in them already. */
function attributionOf({ since, by, changes }: Finding): string[] {
  const isSaid = (text: string | undefined): boolean =>
    text === undefined || changes.some(({ reason }) => reason.includes(text));
  if (isSaid(since) && isSaid(by)) return [];
  return [["changed outside", by && `by ${by}`, since && `at ${since}`].filter(Boolean).join(" ")];
}

/** When a model retires, or has. */
export function retirementText({
  use,
  deploymentId,
  model,
  version,
  retires,
  days,
}: Retirement): string {
  const when = days > 0 ? `retires on ${retires}, in ${days} days` : `retired on ${retires}`;
  const title = use === "languageModel" ? "language model" : "embedding model";
  return `the ${title} "${deploymentId}" (${model}, version ${version}) ${when}`;
}

function ago(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day ago" : `${days} days ago`;
}
