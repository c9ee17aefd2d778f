import type { DriftStatus } from "../drift/report.ts";
import { xmlText } from "./xml-text.ts";

/** Times as the reports have them: in UTC, to the second or finer. */
const TIME = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z/g;

/** Text that may stand in the page, with times as a person reads them. */
export function readableText(text: string): string {
  return xmlText(text.replace(TIME, "$1 $2 UTC"));
}

/** A time as an element. */
export function timeText(time: string): string {
  return `<time datetime="${xmlText(time)}">${readableText(time)}</time>`;
}

/** The class that has the colour of a status. */
export function classOf(status: DriftStatus): string {
  return status.replace(" ", "-");
}
