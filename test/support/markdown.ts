import { readFileSync } from "node:fs";

/** A fenced block of a page. */
export interface CodeBlock {
  page: string;
  /** Line of its fence, from 1. */
  line: number;
  language: string;
  text: string;
}

/** Every fenced block of a page. */
export function codeBlocks(page: string, file: string): CodeBlock[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    text: match[2] ?? "",
  }));
}
