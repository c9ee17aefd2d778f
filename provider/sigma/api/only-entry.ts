import { isRecord } from "../../integration/unknown.ts";
import { valueAt } from "./ai-config.ts";

/** What a list has. `unclear`: it is none, is not all of it, or has more than one entry. */
export type Entry =
  | { kind: "one"; entry: unknown }
  | { kind: "none" }
  | { kind: "unclear"; reason: string };

/**
 * The only entry of the list at a place of an answer, an empty place for the answer itself. An empty list says that nothing is
 * there only where nothing speaks against it, such as a token for the next page.
 */
export function onlyEntry(json: unknown, place: string): Entry {
  const list = place === "" ? json : valueAt(json, place);
  if (!Array.isArray(list)) return { kind: "unclear", reason: "no list" };
  if (hasMore(json, list.length)) return { kind: "unclear", reason: "a part of a list" };
  if (list.length > 1) return { kind: "unclear", reason: `${list.length} configurations` };
  return list.length === 0 ? { kind: "none" } : { kind: "one", entry: list[0] };
}

function hasMore(json: unknown, length: number): boolean {
  if (!isRecord(json)) return false;
  return Object.entries(json).some(([name, value]) => {
    if (/^next/i.test(name)) return value !== null && value !== "" && value !== false;
    if (/^has_?(?:more|next)/i.test(name)) return value !== false;
    return /^total/i.test(name) && typeof value === "number" && value > length;
  });
}
