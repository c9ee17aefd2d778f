import { styleText } from "node:util";
import { Command } from "commander";
import { checkContract, type Checked } from "../operations/contract/check.ts";
import type { Finding, Verdict } from "../operations/contract/finding.ts";
import { IntegrationError } from "../integration/errors.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { readTimeout } from "../sigma/connection.ts";
import { CommandError } from "./command-error.ts";
import { EXIT } from "./exit-status.ts";
import { probeCommand } from "./contract-probe.ts";

interface CheckFlags {
  openapi: string;
  write?: string;
  json?: true;
}

const COLOURS = {
  confirmed: "green",
  refuted: "red",
  untouched: "gray",
  undecided: "yellow",
} as const satisfies Record<Verdict, Parameters<typeof styleText>[0]>;

/** `contract`: whether Sigma's API is as this package assumes, by its document or by trying. */
export function contractCommand(): Command {
  return new Command("contract")
    .description("Find out whether Sigma's API is as this package assumes.")
    .addCommand(
      new Command("check")
        .description("Compare what is assumed of Sigma's API with an OpenAPI document.")
        .requiredOption("--openapi <file|url>", "the document, JSON or YAML, from a file or https")
        .option("--write <file>", "write what the document decides, for SIGMA_CONTRACT")
        .option("--json", "print one line of JSON instead of text")
        .addHelpText("after", HELP)
        .action(check),
    )
    .addCommand(probeCommand());
}

const HELP = `
Each line is one assumption, by its place in schema/sigma-contract.json:
  confirmed   the document says the same
  refuted     the document says something else, which is shown
  untouched   the document says nothing of it
  undecided   it cannot be told, or the client cannot do it; the reason is shown

The operation that saves AI settings is looked for by its path and by the fields of its body; read and removal by the path
of that. What is compared is what is in use: the packaged contract, or with the entries of the file of SIGMA_CONTRACT.
Nothing is sent to Sigma. Entries that a file has already, and that the document does not decide, stay in it.

Exit status: 0 nothing is refuted, 7 something is refuted, 3 something could not be decided, 2 the document cannot be used, 1
an error.

Examples:
  $ npx sigma-external-ai contract check --openapi sigma-openapi.json
  $ npx sigma-external-ai contract check --openapi sigma-openapi.json --write sigma-contract.json
  $ export SIGMA_CONTRACT=$PWD/sigma-contract.json`;

async function check({ openapi, write, json }: CheckFlags): Promise<void> {
  try {
    const { env } = processEnvironment();
    const signal = AbortSignal.timeout(readTimeout(env));
    const checked = await checkContract({ openapi, write, env, signal });
    const { title, version, findings, written } = checked;
    process.stdout.write(
      json === true
        ? `${JSON.stringify({ title, version, findings, written })}\n`
        : asText(checked),
    );
    process.exitCode = statusOf(findings);
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.code !== "INVALID_OPENAPI") throw error;
    throw new CommandError(error.message, EXIT.usage, error.code);
  }
}

function statusOf(findings: readonly Finding[]): number {
  const has = (verdict: Verdict): boolean => findings.some((each) => each.verdict === verdict);
  if (has("undecided")) return EXIT.unknown;
  return has("refuted") ? EXIT.drift : EXIT.fine;
}

function asText({ title, version, findings, written }: Checked): string {
  const counts = (["confirmed", "refuted", "untouched", "undecided"] as const)
    .map((verdict) => `${findings.filter((each) => each.verdict === verdict).length} ${verdict}`)
    .join(", ");
  const file =
    written === undefined
      ? ""
      : `Wrote ${written}. The client uses it where SIGMA_CONTRACT names it.\n`;
  return `${title} ${version}\n${findings.map(lineOf).join("")}${counts}.\n${file}`;
}

function lineOf({ verdict, assumption, ours, theirs, grade, reason }: Finding): string {
  const mark = styleText(COLOURS[verdict], verdict.padEnd(10), { stream: process.stdout });
  const other = theirs === undefined ? ours : `${theirs}, not ${ours}`;
  const was = grade === undefined || grade === "published" ? "" : ` (was ${grade})`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return `${mark}  ${assumption}  ${other}${was}${why}\n`;
}
