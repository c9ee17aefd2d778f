import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { historyText, parseHistory, withFirstSeen, withRun } from "../reports/history.ts";
import { driftHtml } from "../reports/html.ts";
import { driftJunit } from "../reports/junit.ts";
import { driftMarkdown } from "../reports/markdown.ts";
import { driftSarif } from "../reports/sarif.ts";
import type { DriftReport } from "./report.ts";

/** The files that a report is written to, each where it is named. */
export interface OutputFiles {
  sarif?: string;
  junit?: string;
  markdown?: string;
  html?: string;
  /** Read first, and written anew with this run. */
  history?: string;
}

/** The report as it is told once the history is known, and what could not be written. */
export interface Written {
  report: DriftReport;
  problems: string[];
}

/** Writes a report to its files. One that cannot be written does not keep the others from it. */
export async function writeOutputs(
  report: DriftReport,
  { history, ...files }: OutputFiles,
  version: string,
): Promise<Written> {
  const runs = history === undefined ? [] : withRun(parseHistory(await contentOf(history)), report);
  const told = withFirstSeen(report, runs);
  const texts = {
    sarif: () => driftSarif(told, version),
    junit: () => driftJunit(told),
    markdown: () => driftMarkdown(told),
    html: () => driftHtml(told, runs),
  };
  const problems = await Promise.all([
    written(history, (file) => replaceFile(file, historyText(runs))),
    ...(["sarif", "junit", "markdown", "html"] as const).map((name) =>
      written(files[name], (file) => writeFile(file, texts[name]())),
    ),
  ]);
  return { report: told, problems: problems.flat() };
}

/** A file that is not there yet has nothing in it. */
async function contentOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

/** Makes the folder that is not there yet. Answers what went wrong, if anything did. */
async function written(
  file: string | undefined,
  write: (file: string) => Promise<void>,
): Promise<string[]> {
  if (file === undefined) return [];
  try {
    await mkdir(dirname(file), { recursive: true });
    await write(file);
    return [];
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : "";
    return [`the file "${file}" cannot be written (${String(code)})`];
  }
}

/** Written beside it first: a run that is killed leaves the file as it was. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, text);
  await rename(draft, file);
}
