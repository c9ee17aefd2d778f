/** `npm run bench`: measures side by side in one run, prints a table, and writes `bench/results.json`. */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import type { Figures } from "./measure.ts";
import { measurePreviews, type PreviewRow } from "./previews.ts";
import { measureReads, type ReadRow } from "./reads.ts";
import { measureStartUp, type StartUp } from "./start-up.ts";

const HELP = `Measures the provider beside what it is compared with, in turn and in one run.

Usage: npm run bench [-- --quick]

Options:
  --quick   fewer rounds: for trying it out, not for figures
  --help    show this text`;

const { values: options } = parseArgs({
  options: { quick: { type: "boolean" }, help: { type: "boolean" } },
});
if (options.help === true) console.log(HELP);
else await main(options.quick === true);

async function main(quick: boolean): Promise<void> {
  const { progress, end } = progressReporter();
  const engine = await obtainPulumi({ progress });
  const previews: PreviewRow[] = [];
  for (const [resources, rounds] of [
    [1, 7],
    [10, 7],
    [100, 5],
  ] as const) {
    progress(`preview --refresh of ${resources}`);
    previews.push(await measurePreviews(engine, resources, quick ? 1 : rounds));
  }
  const reads: ReadRow[] = [];
  for (const parallel of [1, 16]) {
    progress(`reads, ${parallel} at a time`);
    reads.push(await measureReads(parallel, quick ? 500 : 2000, quick ? 2 : 25));
  }
  progress("start-up");
  const startUp = await measureStartUp(quick ? 2 : 11);
  end();

  print(previews, reads, startUp);
  const machine = { node: process.version, cpus: cpus().length, pulumi: engine.version };
  const results = { machine, quick, previews, reads, startUp };
  writeFileSync(
    join(import.meta.dirname, "results.json"),
    `${JSON.stringify(results, undefined, 2)}\n`,
  );
}

function print(previews: PreviewRow[], reads: ReadRow[], startUp: StartUp): void {
  console.log(
    "\nRequests to Sigma for each organization (a preview that finds no change; the first Add)",
  );
  console.table(
    previews.map(({ resources, requests, naiveRequests, addRequests }) => ({
      resources,
      "preview, ours": perOrganization(requests, resources),
      "preview, naive": perOrganization(naiveRequests, resources),
      "Add, ours": perOrganization(addRequests, resources),
    })),
  );
  console.log("\nWall time of `pulumi preview --refresh`, seconds (median of alternating runs)");
  console.table(
    previews.map(({ resources, ours, naive, ratio }) => ({
      resources,
      ours: seconds(ours),
      naive: seconds(naive),
      "ours / naive": ratio.median.toFixed(2),
    })),
  );
  console.log("\nReads a second, against a simulator in a process of its own");
  console.table(
    reads.map(({ parallel, core, bare, ratio }) => ({
      parallel,
      core: core.median.toFixed(0),
      "bare undici": bare.median.toFixed(0),
      "core / bare": ratio.median.toFixed(2),
    })),
  );
  console.log("\nStart-up of a process, milliseconds");
  console.table({
    "Pulumi's SDK alone": { median: startUp.empty.median.toFixed(0) },
    "and the provider's code": { median: startUp.loaded.median.toFixed(0) },
  });
}

function perOrganization(requests: Record<string, number>, resources: number): string {
  const names: Record<string, string> = {
    "POST /v2/auth/token": "token",
    "GET /v2/whoami": "whoami",
    "GET /v2/organizations/settings/aiConfigs": "read",
    "POST /v2/organizations/settings/aiConfigs": "save",
  };
  return Object.entries(requests)
    .map(([request, count]) => `${count / resources} ${names[request] ?? request}`)
    .join(", ");
}

function seconds({ min, median, max }: Figures): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
