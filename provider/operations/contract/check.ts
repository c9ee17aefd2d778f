import { readContract } from "../../sigma/connection.ts";
import { compareContract, type Comparison } from "./compare.ts";
import { loadOpenApi, sourceName } from "./document.ts";
import { writeOverride } from "./override-file.ts";

/** What is to be compared, and where to. */
export interface CheckSettings {
  /** A file or an https address. */
  openapi: string;
  /** The override file to write; none is written without it. */
  write?: string | undefined;
  env: (name: string) => string | undefined;
  signal: AbortSignal;
}

/** What a check found, and the file that it wrote. */
export interface Checked extends Comparison {
  written?: string;
}

/**
 * Compares the contract in use with an OpenAPI document, and writes what the document decides into an override file. A file is
 * written only where there is something to write. Throws INVALID_OPENAPI and INVALID_CONTRACT.
 */
export async function checkContract({
  openapi,
  write,
  env,
  signal,
}: CheckSettings): Promise<Checked> {
  const contract = readContract(env);
  const comparison = compareContract(await loadOpenApi(openapi, signal), contract);
  const { version: _, ...decided } = comparison.override;
  if (write === undefined || Object.keys(decided).length === 0) return comparison;
  await writeOverride(write, { ...comparison.override, source: sourceName(openapi) });
  return { ...comparison, written: write };
}
