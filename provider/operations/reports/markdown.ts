import { placeText, type DriftReport, type DriftStatus, type Finding } from "../drift/report.ts";
import { detailsOf, PARTIAL, summaryOf } from "./summary.ts";

const SIGNS: Readonly<Record<DriftStatus, string>> = {
  "in step": "✅",
  drifted: "⚠️",
  missing: "❌",
  unreadable: "❔",
  error: "⛔",
};

/** The most bytes of the report: GitHub takes 65536 characters for an issue, and more than one reads at a time. */
export const MARKDOWN_LIMIT = 60_000;

/** What is known to be wrong goes before what could not be checked, which may be the same everywhere. */
const ORDER: readonly DriftStatus[] = ["missing", "drifted", "unreadable", "error", "in step"];

/** The longest text of one detail, in characters, so that one of an engine's does not take the place of the others. */
const LONGEST_DETAIL = 2000;

const TABLE = [
  "| Status | Project | Integration | Organization | What was found |",
  "| --- | --- | --- | --- | --- |",
];

/**
 * The report as Markdown, for the summary of a job or the text of an issue: the worst first, in {@link MARKDOWN_LIMIT}. What
 * has no room in it is counted in its last line.
 */
export function driftMarkdown(report: DriftReport): string {
  const head = [
    "## Drift of Sigma's AI integrations",
    "",
    `**${summaryOf(report)}**, checked at ${report.started}.`,
    "",
    ...(report.partial ? [`> ${PARTIAL}`, ""] : []),
  ];
  const findings = [...report.findings].sort((one, other) => rank(one) - rank(other));
  const all = findings.length + report.notes.length;
  const end = (count: number): string[] =>
    count === 0 ? [] : [`… and ${count} more, see the other reports`, ""];
  const budget = MARKDOWN_LIMIT - bytesOf([...head, ...TABLE, "", "", ...end(all)]);
  const rows = fitting(findings.map(rowOf), budget);
  const notes = fitting(
    report.notes.map((note) => `- ${escaped(shortened(note))}`),
    rows.length < findings.length ? 0 : budget - bytesOf(rows),
  );
  return [
    ...head,
    ...(rows.length === 0 ? [] : [...TABLE, ...rows, ""]),
    ...notes,
    ...(notes.length === 0 ? [] : [""]),
    ...end(all - rows.length - notes.length),
  ].join("\n");
}

/** The first lines that have room. */
function fitting(lines: readonly string[], budget: number): string[] {
  let left = budget;
  const end = lines.findIndex((line) => {
    left -= bytesOf([line]);
    return left < 0;
  });
  return lines.slice(0, end === -1 ? lines.length : end);
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function rank({ status }: Finding): number {
  return ORDER.indexOf(status);
}

function rowOf(finding: Finding): string {
  const { status, place, name = "", organizationId = "" } = finding;
  const cells = [placeText(place), name, organizationId].map(escaped);
  const details = detailsOf(finding)
    .map((text) => escaped(shortened(text)))
    .join("<br>");
  return `| ${SIGNS[status]} ${status} | ${cells.join(" | ")} | ${details} |`;
}

function shortened(text: string): string {
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…`.toWellFormed() : text;
}

/** Text that means nothing to Markdown, and mentions nobody. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replaceAll("@", "@\u200B")
    .replace(/\s+/g, " ");
}
