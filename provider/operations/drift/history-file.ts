import { readFile, rename, writeFile } from "node:fs/promises";
import { errorCode } from "../../install/fault.ts";
import { historyText, parseHistory, type HistoryRun } from "../reports/history.ts";

/** What a history file has in it. */
export interface HistoryFile {
  runs: HistoryRun[];
  /** Lines that are none of ours, such as those of a newer version. They are kept. */
  others: string[];
}

/**
 * Reads a history file; one that is not there yet, or is empty, has nothing in it.
 *
 * @throws in the user's words where it cannot be read, or is not empty and no line in it is history
 */
export async function readHistory(file: string): Promise<HistoryFile> {
  const text = await contentOf(file);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const others = lines.filter((line) => parseHistory(line).length === 0);
  const runs = parseHistory(text);
  if (others.length > 0 && runs.length === 0) {
    throw new Error(`the file "${file}" is no history: it has something else in it; name another`);
  }
  return { runs, others };
}

/** Writes a history file anew. Beside it first: a run that is killed leaves the file as it was. */
export async function writeHistory(file: string, { runs, others }: HistoryFile): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, others.map((line) => `${line}\n`).join("") + historyText(runs));
  await rename(draft, file);
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    throw new Error(`the file "${file}" cannot be read (${code ?? "unknown"})`, { cause: error });
  }
}
