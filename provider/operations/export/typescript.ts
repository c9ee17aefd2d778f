import { spellFields } from "../../integration/errors.ts";
import { commentText, quoted, type Line, type Value } from "./lines.ts";

/** How a text is written; in double quotes unless something else is said. */
export type TextWriter = (text: string) => string;

/** The lines as the properties of an object in TypeScript. */
export function typescriptLines(
  lines: readonly Line[],
  depth: number,
  writeText: TextWriter = quoted,
): string {
  const indent = "  ".repeat(depth);
  return lines
    .map((line) => {
      if ("comment" in line) return `${indent}// ${typescriptComment(line.comment)}\n`;
      if ("todo" in line) return `${indent}// TODO: ${typescriptComment(line.todo)}\n`;
      return `${indent}${line.field}: ${typescriptValue(line.value, depth, writeText)},\n`;
    })
    .join("");
}

/** A text that may stand behind two slashes. */
export function typescriptComment(text: string): string {
  return commentText(spellFields(text));
}

function typescriptValue(value: Value, depth: number, writeText: TextWriter): string {
  if ("code" in value) return value.code;
  if ("text" in value) return writeText(value.text);
  return `{\n${typescriptLines(value.lines, depth + 1, writeText)}${"  ".repeat(depth)}}`;
}
