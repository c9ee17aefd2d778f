import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { readOverride, type Override } from "../../sigma/contract.ts";
import { IntegrationError } from "../../integration/errors.ts";
import { isRecord } from "../../integration/unknown.ts";

/** The order in the file: the same entries make the same text. */
const ORDER = [
  "source",
  "version",
  "regions",
  "operations",
  "bodies",
  "report",
  "probe",
] as const satisfies (keyof Override)[];

/**
 * Writes entries into an override file; what it has of others stays. Throws INVALID_CONTRACT where a file of this name is
 * there and is no override file, or where it cannot be written.
 */
export async function writeOverride(file: string, entries: Override): Promise<void> {
  const before: Override = existsSync(file) ? readOverride(file) : {};
  const merged: Override = {
    ...before,
    ...entries,
    operations: { ...before.operations, ...entries.operations },
    bodies: { ...before.bodies, ...entries.bodies },
  };
  const filled = ORDER.flatMap((name) => {
    const entry = merged[name];
    const isEmpty = entry === undefined || (isRecord(entry) && Object.keys(entry).length === 0);
    return isEmpty ? [] : [[name, entry] as const];
  });
  const text = `${JSON.stringify(Object.fromEntries(filled), undefined, 2)}\n`;
  const beside = `${file}.${process.pid}.new`;
  try {
    await writeFile(beside, text, { flag: "wx" });
    await rename(beside, file);
  } catch (error) {
    const code = isRecord(error) ? String(error["code"]) : "no reason given";
    throw new IntegrationError("INVALID_CONTRACT", {
      path: "write",
      problem: `the contract file "${file}" cannot be written (${code})`,
      advice: "Name a file in a folder that can be written to.",
    });
  }
}
