/** `npm run bench`: measures side by side in one run, prints tables, and writes `bench/results.json`. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { progressReporter } from "../test/support/engine/progress-reporter.ts";
import { benchPulumi, printPulumi } from "./pulumi.ts";
import { benchTerraform } from "./terraform.ts";
import { printTerraform } from "./terraform/tables.ts";

const HELP = `Measures the providers beside what they are compared with, in turn and in one run.

Usage: npm run bench [-- --only pulumi|terraform] [--quick]

Options:
  --only    one part; the figures of the other stay in bench/results.json
  --quick   few rounds: for trying it out, not for figures
  --help    show this text`;

const RESULTS = join(import.meta.dirname, "results.json");

const PARTS = z.enum(["pulumi", "terraform"]);

/** Figures of an earlier run, by part. */
const earlierResults = z.partialRecord(PARTS, z.unknown()).catch({});

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    quick: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (options.help === true) console.log(HELP);
else await main(PARTS.optional().safeParse(options.only), options.quick === true);

async function main(
  { success, data: only }: z.ZodSafeParseResult<z.output<typeof PARTS> | undefined>,
  quick: boolean,
): Promise<void> {
  if (!success) {
    console.error(`--only takes ${PARTS.options.join(" or ")}`);
    process.exitCode = 2;
    return;
  }
  const { progress, end } = progressReporter();
  const run = { at: new Date().toISOString(), node: process.version, cpus: cpus().length, quick };
  try {
    if (only !== "terraform") {
      const results = await benchPulumi(quick, progress);
      end();
      printPulumi(results);
      keep("pulumi", { run, ...results });
    }
    if (only !== "pulumi") {
      const results = await benchTerraform(quick, progress);
      end();
      printTerraform(results);
      keep("terraform", { run, ...results });
    }
  } finally {
    end();
  }
}

/** Writes the figures of one part in the place of its earlier ones. */
function keep(part: z.output<typeof PARTS>, results: unknown): void {
  const text = existsSync(RESULTS) ? readFileSync(RESULTS, "utf8") : "{}";
  const all = { ...earlierResults.parse(JSON.parse(text)), [part]: results };
  writeFileSync(RESULTS, `${JSON.stringify(all, undefined, 2)}\n`);
}
