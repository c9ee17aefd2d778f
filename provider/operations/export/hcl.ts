import { snakeCase } from "../../integration/snake-case.ts";
import { spellFields } from "../../integration/errors.ts";
import { commentText, quoted, type Line, type Value } from "./lines.ts";

/** The lines in Terraform's language, in the format of `terraform fmt`. */
export function hclLines(lines: readonly Line[], depth = 0): string {
  const indent = "  ".repeat(depth);
  const groups = alignment(lines);
  return lines
    .map((line, index) => {
      if ("comment" in line) return `${indent}# ${hclComment(line.comment)}\n`;
      if ("todo" in line) return `${indent}# TODO: ${hclComment(line.todo)}\n`;
      const name = snakeCase(line.field).padEnd(groups[index] ?? 0);
      return `${indent}${name} = ${hclValue(line.value, depth)}\n`;
    })
    .join("");
}

/** A text in HCL. What would be taken for the beginning of a template is escaped; HCL knows no half of a pair. */
export function hclText(text: string): string {
  return asHclEscapes(quoted(withoutTemplates(text.toWellFormed())));
}

/** A text in which Terraform finds no template, in HCL and in its JSON. */
export function withoutTemplates(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** Fields are named as the configuration names them. */
export function hclComment(text: string): string {
  return commentText(spellFields(text, snakeCase));
}

function hclValue(value: Value, depth: number): string {
  if ("code" in value) return value.code;
  if ("text" in value) return hclText(value.text);
  return `{\n${hclLines(value.lines, depth + 1)}${"  ".repeat(depth)}}`;
}

/** How wide the name of each line is: names of lines that follow each other stand in one column. */
function alignment(lines: readonly Line[]): number[] {
  const widths = lines.map((line) =>
    "field" in line && !("lines" in line.value) ? snakeCase(line.field).length : undefined,
  );
  return widths.map((width, index) => {
    if (width === undefined) return 0;
    const before = widths.slice(0, index).findLastIndex((each) => each === undefined) + 1;
    const behind = widths.findIndex((each, at) => at > index && each === undefined);
    const group = widths.slice(before, behind === -1 ? undefined : behind);
    return Math.max(...group.map((each) => each ?? 0));
  });
}

/** JSON has two escapes that HCL lacks, and HCL one for what JSON writes as a pair. */
function asHclEscapes(json: string): string {
  return json
    .replace(/\\(?:\\|b|f)/g, (escape) => HCL_ESCAPES[escape] ?? escape)
    .replace(/\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/g, (_, high: string, low: string) => {
      const pair = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
      return `\\U${(pair.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
    });
}

const HCL_ESCAPES: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
