import { readFileSync } from "node:fs";

/** A fenced block of a page. */
export interface CodeBlock {
  page: string;
  /** Line of its fence, from 1. */
  line: number;
  language: string;
  text: string;
}

/** Every fenced block of a page; one in a list comes without the indent of its lines. */
export function codeBlocks(page: string, file: string): CodeBlock[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    language: match[2] ?? "",
    text: (match[3] ?? "").replaceAll(new RegExp(`^${match[1]}`, "gm"), ""),
  }));
}
