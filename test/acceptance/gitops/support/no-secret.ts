import { expect } from "@jest/globals";
import { filesBelow, sweep } from "../../../support/sweep.ts";
import { type Checkout, SECRETS } from "./checkout.ts";
import type { JobRun } from "./run-job.ts";

/** Searches the logs of jobs and every file that they can have written for credentials and keys. */
export async function expectNoSecret(
  { below, standIns }: Checkout,
  runs: readonly JobRun[],
): Promise<void> {
  const logs = runs.map(({ output }, index) => ({ place: `log ${index + 1}`, text: output }));
  const services = [
    { place: "calls", text: (await standIns.calls()).join("\n") },
    { place: "GitHub", text: JSON.stringify(await standIns.github()) },
  ];
  const files = await filesBelow(below);
  const secrets = [SECRETS["sigma-client-secret"], SECRETS["azure-openai-key"]];
  expect(sweep(secrets, [...logs, ...services, ...files])).toEqual([]);
  expect(logs.length).toBeGreaterThan(2);
  expect(files.length).toBeGreaterThan(10);
}
