import { camelCase } from "../../provider/terraform/spelling.ts";

const WIDTH = 100;

/**
 * A doc comment with fields spelled as TypeScript spells them; nothing where there is no text. Paragraphs are divided by
 * an empty line. The lines of an example stay as they are.
 */
export function docComment(text: string | undefined, indent = "", example?: string): string {
  if (text === undefined) return "";
  const spelled = text.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, camelCase);
  const single = `${indent}/** ${spelled} */\n`;
  const fits = single.length <= WIDTH + 1 && !spelled.includes("\n");
  if (fits && example === undefined) return single;
  const lines = [
    ...spelled.split("\n").flatMap((paragraph) => wrap(paragraph, WIDTH - indent.length - 3)),
    ...(example === undefined ? [] : ["", "@example", ...example.split("\n")]),
  ];
  const body = lines.map((line) => `${indent} * ${line}`.trimEnd());
  return [`${indent}/**`, ...body, `${indent} */\n`].join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.pop() ?? "";
    if (last === "") lines.push(word);
    else if (last.length + 1 + word.length <= width) lines.push(`${last} ${word}`);
    else lines.push(last, word);
  }
  return lines;
}
