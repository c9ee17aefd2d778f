import { z } from "zod";
import {
  countsOf,
  findingId,
  STATUSES,
  type DriftReport,
  type DriftStatus,
} from "../drift/report.ts";

const count = z.number();

const run = z.object({
  at: z.string(),
  partial: z.boolean(),
  counts: z.object({
    "in step": count,
    drifted: count,
    missing: count,
    unreadable: count,
    error: count,
  }),
  /** What was not in step, by what names it. */
  found: z.record(z.string(), z.enum(STATUSES)),
});

/** What is kept of one run. */
export type HistoryRun = z.output<typeof run>;

/** The most runs that are kept, and the most bytes; the oldest are dropped. */
export const HISTORY_LIMIT = { runs: 500, bytes: 1024 * 1024 } as const;

/** The runs in a history file, oldest first. Lines that are none, such as one that was cut off, are left out. */
export function parseHistory(text: string): HistoryRun[] {
  return text.split("\n").flatMap((line) => {
    try {
      const parsed = run.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

/** The same with one run more, within the limits. */
export function withRun(history: readonly HistoryRun[], report: DriftReport): HistoryRun[] {
  return [...history, runOf(report)].slice(-HISTORY_LIMIT.runs);
}

/** A history as JSON lines. The newest run is kept in any case. */
export function historyText(history: readonly HistoryRun[]): string {
  const lines: string[] = [];
  let size = 0;
  for (const line of history.toReversed().map((each) => `${JSON.stringify(each)}\n`)) {
    size += Buffer.byteLength(line);
    if (size > HISTORY_LIMIT.bytes && lines.length > 0) break;
    lines.unshift(line);
  }
  return lines.join("");
}

/** The report with the run in which each finding that is not in step was first found so, in a row until now. */
export function withFirstSeen(report: DriftReport, history: readonly HistoryRun[]): DriftReport {
  const findings = report.findings.map((finding) => {
    const at = firstSeen(findingId(finding), finding.status, history);
    return finding.status === "in step" || at === undefined
      ? finding
      : { ...finding, firstSeen: at };
  });
  return { ...report, findings };
}

function firstSeen(
  id: string,
  status: DriftStatus,
  history: readonly HistoryRun[],
): string | undefined {
  let first: string | undefined;
  for (const { at, partial, found } of history.toReversed()) {
    const then = found[id];
    // A run that was cut short does not say that what it lacks was in step.
    if (then === undefined && partial) continue;
    if (then !== status) break;
    first = at;
  }
  return first;
}

function runOf(report: DriftReport): HistoryRun {
  const found = report.findings
    .filter(({ status, cause }) => status !== "in step" && cause !== "interrupted")
    .map((finding) => [findingId(finding), finding.status] as const);
  return {
    at: report.started,
    partial: report.partial,
    counts: countsOf(report),
    found: Object.fromEntries(found),
  };
}
