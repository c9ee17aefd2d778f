import { obtainPulumiYaml } from "../test/support/engine/pulumi-yaml.ts";
import type { Progress } from "../test/support/engine/tool.ts";
import type { Figures } from "./measure.ts";
import { measureCommands, type CommandRow } from "./previews.ts";
import { measureReads, type ReadRow } from "./reads.ts";
import { requestText } from "./requests.ts";
import { measureStartUp, type StartUp } from "./start-up.ts";

/** What the part about Pulumi has measured, and the core's reads. */
export interface PulumiResults {
  pulumi: string;
  commands: CommandRow[];
  reads: ReadRow[];
  startUp: StartUp;
}

/** Measures the dynamic provider and the plugin beside a naive program, and the core beside a bare loop. */
export async function benchPulumi(quick: boolean, progress: Progress): Promise<PulumiResults> {
  const engine = await obtainPulumiYaml({ progress });
  const commands: CommandRow[] = [];
  for (const [resources, up, preview] of [
    [1, 5, 7],
    [10, 5, 7],
    [100, 3, 5],
  ] as const) {
    progress(`up and preview --refresh of ${resources}`);
    const rounds = quick ? { up: 1, preview: 1 } : { up, preview };
    commands.push(...(await measureCommands(engine, resources, rounds)));
  }
  const reads: ReadRow[] = [];
  for (const parallel of [1, 16]) {
    progress(`reads, ${parallel} at a time`);
    reads.push(await measureReads(parallel, quick ? 500 : 2000, quick ? 2 : 25));
  }
  progress("start-up of a program");
  const startUp = await measureStartUp(quick ? 2 : 11);
  return { pulumi: engine.version, commands, reads, startUp };
}

/** Prints everything as tables. */
export function printPulumi({ commands, reads, startUp }: PulumiResults): void {
  for (const command of ["up", "preview --refresh"]) {
    const rows = commands.filter((row) => row.command === command);
    console.log(`\nWall time of \`pulumi ${command}\`, seconds (median of alternating runs)`);
    console.table(
      rows.map(({ resources, contestant, time, ratio }) => ({
        resources,
        contestant,
        time: seconds(time),
        "to naive": ratio.median.toFixed(2),
      })),
    );
    console.log("\nRequests to Sigma for each organization in such a run");
    console.table(
      rows.map(({ resources, contestant, requests }) => ({
        resources,
        contestant,
        requests: requestText(requests, resources),
      })),
    );
  }
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
