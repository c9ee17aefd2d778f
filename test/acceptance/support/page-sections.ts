import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeBlocks } from "../../support/markdown.ts";

const root = join(import.meta.dirname, "../../..");

/** A part of a page below one of its headings of the second level. */
export interface Section {
  heading: string;
  /** Its blocks of commands, in order. Each begins with writing the files that are shown before it. */
  steps: string[];
}

/** The parts of a page that have commands in them. A block after "`NAME`:" is the text of that file. */
export function sectionsOf(page: string): Section[] {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  const sections: Section[] = [];
  let files = "";
  for (const { line, language, text } of codeBlocks(page, join(root, page))) {
    const before = lines.slice(0, line - 1);
    const [, file] = /`([\w.-]+)`:$/.exec(before.findLast((each) => each !== "") ?? "") ?? [];
    if (file !== undefined) files += `cat > ${file} << 'END'\n${text}END\n`;
    if (language !== "sh") continue;
    const heading = before.findLast((each) => each.startsWith("## "))?.slice(3) ?? "";
    if (sections.at(-1)?.heading !== heading) sections.push({ heading, steps: [] });
    sections.at(-1)?.steps.push(files + text);
    files = "";
  }
  return sections;
}

/** The lines without what a test has done already: our command and the packages of npm are there. */
export function withoutInstallation(script: string): string {
  const command = `node ${JSON.stringify(join(root, "dist/provider/cli/main.js"))}`;
  return script
    .replaceAll("npx sigma-external-ai", command)
    .replaceAll(/^npm install .*$/gm, "true");
}
