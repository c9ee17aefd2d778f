import { placeText, type Finding } from "../drift/report.ts";
import { classOf, readableText } from "./html-text.ts";
import { causesOf, remarksOf } from "./summary.ts";
import { xmlText } from "./xml-text.ts";

const HEADS = ["Status", "Project", "Organization", "What was found"] as const;

/**
 * Findings as a table, which a narrow window shows as cards. The roles are spelled out, since a table that is shown as blocks
 * is none to a screen reader.
 */
export function findingTable(title: string, findings: readonly Finding[]): string {
  const heads = HEADS.map((head) => `<th scope="col" role="columnheader">${head}</th>`);
  return `<table class="findings" role="table" aria-label="${title}">
<thead role="rowgroup"><tr role="row">${heads.join("")}</tr></thead>
<tbody role="rowgroup">
${findings.map(findingRow).join("\n")}
</tbody></table>`;
}

function findingRow(finding: Finding): string {
  const { status, place, name = "", organizationId = "", vendor = "" } = finding;
  const cells = [
    `<span class="status ${classOf(status)}">${status}</span>`,
    `<b>${xmlText(placeText(place))}</b>${small([place.engine ?? "", name])}`,
    `${xmlText(organizationId)}${small([vendor])}`,
    `${list("causes", causesOf(finding))}${list("remarks", remarksOf(finding))}`,
  ];
  return `<tr role="row">${cells.map((cell) => `<td role="cell">${cell}</td>`).join("")}</tr>`;
}

/** What is there, in one line below. */
function small(texts: readonly string[]): string {
  const there = texts.filter((text) => text !== "").map(xmlText);
  return there.length === 0 ? "" : ` <small>${there.join(" · ")}</small>`;
}

function list(kind: string, texts: readonly string[]): string {
  const items = texts.map((text) => `<li>${readableText(text)}</li>`);
  return items.length === 0 ? "" : `<ul class="${kind}">${items.join("")}</ul>`;
}
