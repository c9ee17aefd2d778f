import { expect } from "@jest/globals";
import type { JobRun } from "./run-job.ts";

/** Expects that a job was run and how it ended. Where that is not so its log is shown. */
export function expectEnded(
  ended: (JobRun & { job: string }) | undefined,
  job: string,
  status: JobRun["status"],
): void {
  const isSo = ended?.job === job && ended.status === status;
  expect(isSo ? "as expected" : (ended?.output ?? "no job was run")).toBe("as expected");
}
