import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

import { describeIssues } from "../describe-issues.ts";
import { auditEventSchema, rememberedSchema } from "./integration.ts";

const stateFileSchema = z.strictObject({
  version: z.literal(1),
  organizations: z.record(z.string(), rememberedSchema),
  audit: z.array(auditEventSchema),
});

/** What the state file holds. */
export type KeptState = Omit<z.output<typeof stateFileSchema>, "version">;

/**
 * Reads a state file; undefined where there is none yet.
 *
 * @throws Error if the file is there but is not a state file
 */
export function readStateFile(path: string): KeptState | undefined {
  if (!existsSync(path)) return undefined;
  const json = parseJson(readFileSync(path, "utf8"));
  if (json === undefined) throw unusable(path, "is not JSON");
  const parsed = stateFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw unusable(path, `is not a state of the simulator (${describeIssues(parsed.error)})`);
}

/** Writes a state file as a whole: a reader, or a crash, meets the old content or the new, never a part. */
export function writeStateFile(path: string, state: KeptState): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, `${JSON.stringify({ version: 1, ...state }, undefined, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(unfinished, path);
}

function unusable(path: string, why: string): Error {
  const advice = "Name another file, or delete this one to start with an empty state.";
  return new Error(`the state file "${path}" ${why}. ${advice}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
