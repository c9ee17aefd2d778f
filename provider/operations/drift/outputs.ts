import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errorCode } from "../../install/fault.ts";
import { makeFolders } from "../../install/make-folders.ts";
import { withFirstSeen, withRun } from "../reports/history.ts";
import { driftHtml } from "../reports/html.ts";
import { driftJunit } from "../reports/junit.ts";
import { driftMarkdown } from "../reports/markdown.ts";
import { driftSarif } from "../reports/sarif.ts";
import { readHistory, writeHistory, type HistoryFile } from "./history-file.ts";
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

const NAMES = ["sarif", "junit", "markdown", "html"] as const;

/**
 * Looks at the files before anything is checked. Answers why they cannot be used: a history that is none, or one file for two
 * reports. Nothing where they can.
 */
export async function problemOfOutputs(files: OutputFiles): Promise<string | undefined> {
  const named = [...NAMES, "history" as const].flatMap((name) => {
    const file = files[name];
    return file === undefined ? [] : [{ name, file, path: resolve(file) }];
  });
  for (const [index, { name, file, path }] of named.entries()) {
    const other = named.slice(0, index).find((before) => before.path === path);
    if (other !== undefined) {
      return `--${other.name} and --${name} name the same file "${file}"; name two`;
    }
  }
  return files.history === undefined ? undefined : problemOfHistory(files.history);
}

/** Writes a report to its files. One that cannot be written does not keep the others from it. */
export async function writeOutputs(
  report: DriftReport,
  { history, ...files }: OutputFiles,
  version: string,
): Promise<Written> {
  const problems: string[] = [];
  // Another run may have written to it since.
  const kept = await keptIn(history).catch((error: unknown) => {
    problems.push(messageOf(error));
    return undefined;
  });
  const runs = kept === undefined ? [] : withRun(kept.runs, report);
  const told = withFirstSeen(report, runs);
  const texts = {
    sarif: () => driftSarif(told, version),
    junit: () => driftJunit(told),
    markdown: () => driftMarkdown(told),
    html: () => driftHtml(told, runs),
  };
  const all = await Promise.all([
    kept && written(history, (file) => writeHistory(file, { ...kept, runs })),
    ...NAMES.map((name) => written(files[name], (file) => writeFile(file, texts[name]()))),
  ]);
  return { report: told, problems: [...problems, ...all.flatMap((each) => each ?? [])] };
}

async function problemOfHistory(file: string): Promise<string | undefined> {
  return readHistory(file).then(() => undefined, messageOf);
}

async function keptIn(history: string | undefined): Promise<HistoryFile | undefined> {
  return history === undefined ? undefined : readHistory(history);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Makes the folder that is not there yet. Answers what went wrong, if anything did. */
async function written(
  file: string | undefined,
  write: (file: string) => Promise<void>,
): Promise<string[]> {
  if (file === undefined) return [];
  try {
    await makeFolders(dirname(file));
    await write(file);
    return [];
  } catch (error) {
    return [`the file "${file}" cannot be written (${errorCode(error) ?? "unknown"})`];
  }
}
