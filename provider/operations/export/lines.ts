/** One line of code in no language yet, or one field with what is in it. */
export type Line =
  | { comment: string }
  /** Something that the reader has to fill in or decide. */
  | { todo: string }
  | { field: string; value: Value };

/** What a field has: a text, code of the language, or fields. */
export type Value = { text: string } | { code: string } | { lines: readonly Line[] };

/** What could end a comment or change how a line is shown: control and format characters, and line breaks of any kind. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** A text that may stand in a comment: somebody else's, perhaps, such as the name of a tenant. */
export function commentText(text: string): string {
  return text.replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
}

/** A text in double quotes, as JSON, JavaScript and HCL all write it. What cannot be seen is written by its number. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (unseen) =>
    Array.from({ length: unseen.length }, (_, index) => codeUnit(unseen, index)).join(""),
  );
}

function codeUnit(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`;
}
