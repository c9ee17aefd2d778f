import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  findingId,
  STATUSES,
  type DriftStatus,
  type Finding,
} from "../../provider/operations/drift/report.ts";
import { parseHistory } from "../../provider/operations/reports/history.ts";
import type { Change, FleetOrganization } from "./organizations.ts";
import { folderOf, PROJECTS } from "./projects.ts";

/** What a sweep prints with `--json`, as far as it is looked at here. */
export interface SweepReport {
  started: string;
  seconds: number;
  counts: Record<DriftStatus, number>;
  findings: Finding[];
}

/** Where the reports are, below the folder of the demo. */
export const REPORTS = "reports";

/** Every form of the report, by the option that asks for it. */
export const REPORT_FILES = {
  html: "drift.html",
  markdown: "drift.md",
  sarif: "drift.sarif",
  junit: "drift.xml",
  history: "drift.jsonl",
} as const;

/** What a sweep finds of each change, and what it says of it. */
const FOUND: Readonly<Record<Change, { status: DriftStatus; says: RegExp }>> = {
  vendor: { status: "drifted", says: /vendor changed outside: Sigma reports .* by admin-/ },
  key: { status: "drifted", says: /credential changed outside: .* by admin-/ },
  removed: { status: "missing", says: /the integration was removed outside/ },
  unreadable: { status: "unreadable", says: /CREDENTIALS_REJECTED/ },
  broken: { status: "error", says: /plan failed/ },
};

/** The exit status of a sweep that finds these changes. */
export function exitOf(changes: readonly (Change | undefined)[]): number {
  if (changes.includes("broken")) return 1;
  if (changes.includes("unreadable")) return 3;
  return changes.some((change) => change !== undefined) ? 7 : 0;
}

/** What status a sweep finds an organization in. */
export function statusOf(change: Change | undefined): DriftStatus {
  return change === undefined ? "in step" : FOUND[change].status;
}

/** How many organizations a sweep finds in each status. */
export function countsOf(changes: readonly (Change | undefined)[]): Record<DriftStatus, number> {
  const counts = { "in step": 0, drifted: 0, missing: 0, unreadable: 0, error: 0 };
  for (const change of changes) counts[statusOf(change)] += 1;
  return counts;
}

/** Reads what a sweep printed. */
export function sweepReport(stdout: string): SweepReport | undefined {
  try {
    const report: SweepReport = JSON.parse(stdout);
    return report;
  } catch {
    return undefined;
  }
}

/** What a sweep found that should not be so, or did not find. `isKnown`: each was found so in an earlier run already. */
export function wrongFindings(
  { started, findings }: SweepReport,
  fleet: readonly FleetOrganization[],
  { isKnown }: { isKnown: boolean },
): string[] {
  const others = findings.length - fleet.length;
  const wrong = fleet.flatMap((organization) => {
    const { name, change } = organization;
    const found = findings.find(({ place }) => place.path === folderOf(organization));
    if (found === undefined) return [`${name} was not found`];
    const status = statusOf(change);
    if (found.status !== status) return [`${name} is ${found.status} instead of ${status}`];
    if (change === undefined) return [];
    if (!FOUND[change].says.test(JSON.stringify(found))) return [`${name} has another cause`];
    const { firstSeen = "" } = found;
    const isSince = isKnown ? firstSeen !== "" && firstSeen < started : firstSeen === started;
    return isSince ? [] : [`${name} was not found so first at that time: ${firstSeen}`];
  });
  return others === 0 ? wrong : [...wrong, `there are ${others} findings more`];
}

/** What is wrong with the files of the reports, by what each tells in its own form. */
export async function wrongReports(
  folder: string,
  { counts, findings }: SweepReport,
  runs: number,
): Promise<string[]> {
  const read = (name: string): Promise<string> => readFile(join(folder, REPORTS, name), "utf8");
  const [html, markdown, sarif, junit, history] = await Promise.all([
    read(REPORT_FILES.html),
    read(REPORT_FILES.markdown),
    read(REPORT_FILES.sarif),
    read(REPORT_FILES.junit),
    read(REPORT_FILES.history),
  ]);
  const bad = findings.filter(({ status }) => status !== "in step");
  const { runs: logs }: { runs: { results: unknown[] }[] } = JSON.parse(sarif);
  const isRight = {
    html: html.startsWith("<!doctype html>"),
    markdown: markdown.split(`| ${PROJECTS}/`).length - 1 === findings.length,
    sarif: logs[0]?.results.length === bad.length,
    junit: junit.includes(`tests="${findings.length}"`),
    history:
      parseHistory(history).length === runs &&
      STATUSES.every((status) => parseHistory(history).at(-1)?.counts[status] === counts[status]),
  };
  return Object.entries(isRight).flatMap(([name, right]) =>
    right ? [] : [`the report ${name} is not right`],
  );
}

/** A sweep in lines: what is not in step, and the counts. */
export function sweepSummary({ findings, counts }: SweepReport): string {
  const bad = findings.filter(({ status }) => status !== "in step");
  const lines = bad.map((finding) => {
    const { status, changes, cause, reason = "" } = finding;
    const why = changes.map((each) => `${each.path}: ${each.reason}`).join("; ") || reason;
    return `${status.padEnd(10)} ${findingId(finding)}: ${[cause, why].filter(Boolean).join(": ")}`;
  });
  const told = STATUSES.map((status) => `${counts[status]} ${status}`);
  return [...lines, told.join(", ")].join("\n");
}
