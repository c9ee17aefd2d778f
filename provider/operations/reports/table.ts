import { placeText, type DriftReport, type DriftStatus } from "../drift/report.ts";
import { detailsOf, PARTIAL, summaryOf } from "./summary.ts";

const HEADINGS = ["STATUS", "PROJECT", "INTEGRATION", "ORGANIZATION"] as const;

/** The report as a table for people. `paint` colours a status. Default: none is coloured. */
export function driftTable(
  report: DriftReport,
  paint: (status: DriftStatus, text: string) => string = (_, text) => text,
): string {
  const rows = report.findings.map(({ status, place, name = "", organizationId = "" }) => [
    status,
    placeText(place),
    name,
    organizationId,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const padded = (cells: readonly string[]): string[] =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  const body = report.findings.flatMap((finding, index) => {
    const [status = "", ...rest] = padded(rows[index] ?? []);
    const line = [paint(finding.status, status), ...rest].join("  ").trimEnd();
    return [line, ...detailsOf(finding).map((detail) => `  ${detail}`)];
  });
  const table = body.length === 0 ? [] : [padded(HEADINGS).join("  ").trimEnd(), ...body, ""];
  return [
    ...table,
    ...report.notes,
    summaryOf(report),
    ...(report.partial ? [PARTIAL] : []),
    "",
  ].join("\n");
}
