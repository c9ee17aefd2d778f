import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeAfterTest } from "./cleanup.ts";

/** A new folder that is deleted with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sigma-test-"));
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a contract file, which is deleted with the test. A text is written as it is. */
export function writeContract(content: unknown): string {
  const file = join(temporaryFolder(), "contract.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}
