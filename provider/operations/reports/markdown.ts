import { placeText, type DriftReport, type DriftStatus, type Finding } from "../drift/report.ts";
import { detailsOf, PARTIAL, summaryOf } from "./summary.ts";

const SIGNS: Readonly<Record<DriftStatus, string>> = {
  "in step": "✅",
  drifted: "⚠️",
  missing: "❌",
  unreadable: "❔",
  error: "⛔",
};

/** The report as Markdown, for the summary of a job or the text of an issue. */
export function driftMarkdown(report: DriftReport): string {
  const rows = [...report.findings].sort((one, other) => rank(one) - rank(other)).map(rowOf);
  const table = [
    "| Status | Project | Integration | Organization | What was found |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ];
  return [
    "## Drift of Sigma's AI integrations",
    "",
    `**${summaryOf(report)}**, checked at ${report.started}.`,
    "",
    ...(report.partial ? [`> ${PARTIAL}`, ""] : []),
    ...(rows.length === 0 ? [] : table),
    ...report.notes.map((note) => `- ${escaped(note)}`),
    ...(report.notes.length === 0 ? [] : [""]),
  ].join("\n");
}

/** What is in step comes last. */
function rank({ status }: Finding): number {
  return status === "in step" ? 1 : 0;
}

function rowOf(finding: Finding): string {
  const { status, place, name = "", organizationId = "" } = finding;
  const cells = [placeText(place), name, organizationId].map(escaped);
  const details = detailsOf(finding).map(escaped).join("<br>");
  return `| ${SIGNS[status]} ${status} | ${cells.join(" | ")} | ${details} |`;
}

/** Text that means nothing to Markdown, and mentions nobody. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replaceAll("@", "@\u200B")
    .replace(/\s+/g, " ");
}
