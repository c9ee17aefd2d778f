import {
  countsOf,
  STATUSES,
  type DriftReport,
  type DriftStatus,
  type Finding,
} from "../drift/report.ts";
import type { HistoryRun } from "./history.ts";
import { findingTable } from "./html-findings.ts";
import { HTML_STYLE } from "./html-style.ts";
import { classOf, timeText } from "./html-text.ts";
import { PARTIAL, summaryOf } from "./summary.ts";
import { xmlText } from "./xml-text.ts";

/** The most runs that are drawn. */
const RUNS_SHOWN = 60;

/**
 * The report as one page that needs nothing else: no script, no font, no picture from elsewhere. The history includes the
 * run that is reported.
 */
export function driftHtml(report: DriftReport, history: readonly HistoryRun[]): string {
  const { partial, notes } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Drift: ${xmlText(summaryOf(report))}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
<h1>Drift of Sigma's AI integrations</h1>
<p class="lead">${lead(report)}</p>
${partial ? `<p class="partial" role="alert">${PARTIAL}</p>\n` : ""}${bar(countsOf(report))}
${countTiles(report)}
${sections(report.findings)}
${notes.length === 0 ? "" : `<h2>Notes</h2>\n<ul class="notes">${notes.map((note) => `<li>${xmlText(note)}</li>`).join("")}</ul>\n`}${historyTable(history.slice(-RUNS_SHOWN))}</main>
</body>
</html>
`;
}

/** Nothing may be loaded or sent, and no script may run, whatever a name has in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function lead({ started, seconds, findings }: DriftReport): string {
  const inStep = findings.filter(({ status }) => status === "in step").length;
  const share =
    findings.length === 0 ? "" : `<strong>${inStep} of ${findings.length} in step.</strong> `;
  return `${share}Checked at ${timeText(started)}, in ${seconds} s.`;
}

function countTiles(report: DriftReport): string {
  const counts = countsOf(report);
  const tiles = STATUSES.map((status) => {
    const none = counts[status] === 0 ? " none" : "";
    return `<li class="${classOf(status)}${none}"><b>${counts[status]}</b> <span>${status}</span></li>`;
  });
  return `<ul class="counts" aria-label="Counts">${tiles.join("")}</ul>`;
}

function sections(findings: readonly Finding[]): string {
  if (findings.length === 0) return "<p>There was nothing to check.</p>";
  const steady = findings.filter(({ status }) => status === "in step");
  const others = findings.filter(({ status }) => status !== "in step");
  return [
    ...(others.length === 0 ? [] : [section("Not in step", others)]),
    ...(steady.length === 0 ? [] : [section("In step", steady)]),
  ].join("\n");
}

/** Open at first; a reader of many rows may fold one away. */
function section(title: string, findings: readonly Finding[]): string {
  return `<details open><summary><h2>${title}</h2> <span class="amount">${findings.length}</span></summary>
${findingTable(title, findings)}
</details>`;
}

function historyTable(runs: readonly HistoryRun[]): string {
  if (runs.length === 0) return "";
  const rows = runs.toReversed().map(({ at, partial, counts }) => {
    const told = STATUSES.filter((status) => counts[status] > 0).map(
      (status) => `<span>${counts[status]} ${status}</span>`,
    );
    const mark = partial ? " <small>interrupted</small>" : "";
    return `<tr role="row"><th scope="row" role="rowheader">${timeText(at)}${mark}</th><td role="cell"><div>${bar(counts)}<span class="shares">${told.join(", ")}</span></div></td></tr>`;
  });
  return `<h2>History</h2>
<table class="history" role="table" aria-label="History">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Run</th><th scope="col" role="columnheader">What was found</th></tr></thead>
<tbody role="rowgroup">
${rows.join("\n")}
</tbody></table>
`;
}

/** The shares of a run. The numbers beside it say the same. */
function bar(counts: Readonly<Record<DriftStatus, number>>): string {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const parts = STATUSES.filter((status) => counts[status] > 0).map((status) => {
    const share = ((100 * counts[status]) / total).toFixed(2);
    return `<i class="${classOf(status)}" style="width:${share}%"></i>`;
  });
  return `<span class="bar" aria-hidden="true">${parts.join("")}</span>`;
}
