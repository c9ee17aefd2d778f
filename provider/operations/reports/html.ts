import {
  countsOf,
  placeText,
  STATUSES,
  type DriftReport,
  type DriftStatus,
  type Finding,
} from "../drift/report.ts";
import type { HistoryRun } from "./history.ts";
import { HTML_STYLE } from "./html-style.ts";
import { detailsOf, PARTIAL, summaryOf } from "./summary.ts";
import { xmlText } from "./xml-text.ts";

/** The most runs that are drawn. */
const RUNS_SHOWN = 60;

/**
 * The report as one page that needs nothing else: no script, no font, no picture from elsewhere. The history includes the
 * run that is reported.
 */
export function driftHtml(report: DriftReport, history: readonly HistoryRun[]): string {
  const { started, seconds, partial, notes } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Drift: ${xmlText(summaryOf(report))}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
<h1>Drift of Sigma's AI integrations</h1>
<p>Checked at <time datetime="${xmlText(started)}">${xmlText(started)}</time>, in ${seconds} s.</p>
${partial ? `<p class="partial" role="alert">${PARTIAL}</p>\n` : ""}${countTiles(report)}
<h2>Integrations</h2>
${findingTable(report.findings)}
${notes.length === 0 ? "" : `<h2>Notes</h2>\n<ul>${notes.map((note) => `<li>${xmlText(note)}</li>`).join("")}</ul>\n`}${historyTable(history.slice(-RUNS_SHOWN))}</main>
</body>
</html>
`;
}

function countTiles(report: DriftReport): string {
  const counts = countsOf(report);
  const tiles = STATUSES.map(
    (status) =>
      `<li class="${classOf(status)}"><b>${counts[status]}</b> <span>${status}</span></li>`,
  );
  return `<ul class="counts" aria-label="Counts">${tiles.join("")}</ul>`;
}

function findingTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return "<p>There was nothing to check.</p>";
  const heads = ["Status", "Project", "Integration", "Organization", "Vendor", "What was found"];
  // What is in step comes last.
  const sorted = [...findings].sort((one, other) => rank(one) - rank(other));
  return `<div class="scroll"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${sorted.map(findingRow).join("\n")}
</tbody></table></div>`;
}

function findingRow(finding: Finding): string {
  const { status, place, name = "", organizationId = "", vendor = "" } = finding;
  const where = place.engine === undefined ? "" : ` <small>${place.engine}</small>`;
  const details = detailsOf(finding).map((detail) => `<li>${xmlText(detail)}</li>`);
  const cells = [
    `<span class="status ${classOf(status)}">${status}</span>`,
    `${xmlText(placeText(place))}${where}`,
    xmlText(name),
    xmlText(organizationId),
    xmlText(vendor),
    details.length === 0 ? "" : `<ul>${details.join("")}</ul>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function historyTable(runs: readonly HistoryRun[]): string {
  if (runs.length === 0) return "";
  const heads = ["Run", ...STATUSES, ""];
  const rows = runs.toReversed().map(({ at, partial, counts }) => {
    const cells = STATUSES.map((status) => `<td class="number">${counts[status]}</td>`);
    const mark = partial ? " <small>interrupted</small>" : "";
    return `<tr><th scope="row">${xmlText(at)}${mark}</th>${cells.join("")}<td>${bar(counts)}</td></tr>`;
  });
  return `<h2>History</h2>
<div class="scroll"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
`;
}

/** The shares of a run. The numbers beside it say the same. */
function bar(counts: HistoryRun["counts"]): string {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const parts = STATUSES.filter((status) => counts[status] > 0).map((status) => {
    const share = ((100 * counts[status]) / total).toFixed(2);
    return `<i class="${classOf(status)}" style="width:${share}%"></i>`;
  });
  return `<span class="bar" aria-hidden="true">${parts.join("")}</span>`;
}

function rank({ status }: Finding): number {
  return status === "in step" ? 1 : 0;
}

function classOf(status: DriftStatus): string {
  return status.replace(" ", "-");
}
