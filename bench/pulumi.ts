import { obtainPulumi } from "../test/support/engine/pulumi.ts";
import type { Progress } from "../test/support/engine/tool.ts";
import type { Figures } from "./measure.ts";
import { measurePreviews, type PreviewRow } from "./previews.ts";
import { measureReads, type ReadRow } from "./reads.ts";
import { requestText } from "./requests.ts";
import { measureStartUp, type StartUp } from "./start-up.ts";

/** What the part about Pulumi has measured, and the core's reads. */
export interface PulumiResults {
  pulumi: string;
  previews: PreviewRow[];
  reads: ReadRow[];
  startUp: StartUp;
}

/** Measures the dynamic provider beside a naive program, and the core beside a bare loop. */
export async function benchPulumi(quick: boolean, progress: Progress): Promise<PulumiResults> {
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
  progress("start-up of a program");
  const startUp = await measureStartUp(quick ? 2 : 11);
  return { pulumi: engine.version, previews, reads, startUp };
}

/** Prints everything as tables. */
export function printPulumi({ previews, reads, startUp }: PulumiResults): void {
  console.log(
    "\nRequests to Sigma for each organization (a preview that finds no change; the first Add)",
  );
  console.table(
    previews.map(({ resources, requests, naiveRequests, addRequests }) => ({
      resources,
      "preview, ours": requestText(requests, resources),
      "preview, naive": requestText(naiveRequests, resources),
      "Add, ours": requestText(addRequests, resources),
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

function seconds({ min, median, max }: Figures): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
