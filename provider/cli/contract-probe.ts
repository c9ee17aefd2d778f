import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import type { Walked } from "../operations/contract/probe.ts";
import type { Step } from "../operations/contract/probe-step.ts";
import { runProbe } from "../operations/contract/run-probe.ts";
import { toIntegrationError } from "../integration/errors.ts";
import { VENDORS, type VendorName } from "../integration/model.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { readTimeout } from "../sigma/connection.ts";
import { CommandError } from "./command-error.ts";
import { connectionOption } from "./connection-option.ts";
import { EXIT } from "./exit-status.ts";
import { interruption } from "./interruption.ts";

interface ProbeFlags {
  organization: string;
  vendor: VendorName;
  keyEnv: string;
  endpointUrl?: string;
  languageDeployment?: string;
  embeddingDeployment?: string;
  assumeEmpty?: true;
  connection?: string;
  write?: string;
  yes?: true;
  json?: true;
}

/** `contract probe`: tries Add, Edit and Remove on an organization that may be used for this. */
export function probeCommand(): Command {
  return new Command("probe")
    .description("Try Add, Edit and Remove on an organization that you name for this.")
    .requiredOption("--organization <id>", "the organization; nothing may be configured there")
    .addOption(
      new Option("--vendor <vendor>", "the vendor to add").choices(VENDORS).makeOptionMandatory(),
    )
    .requiredOption("--key-env <name>", "the environment variable with the vendor's key")
    .option("--endpoint-url <url>", "azureOpenai: the endpoint of both models")
    .option("--language-deployment <id>", "azureOpenai: the deployment of the language model")
    .option("--embedding-deployment <id>", "azureOpenai: the deployment of the embedding model")
    .option("--assume-empty", "you looked: nothing is configured, where Sigma's API cannot tell")
    .addOption(connectionOption())
    .option("--write <file>", "record what was seen, for SIGMA_CONTRACT")
    .option("--yes", "do not ask")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(probe);
}

const HELP = `
AI goes on for the whole organization, and off again at the end. It is refused where something is configured, and where the
credentials are of another organization. Without --yes it asks, and without a terminal it does not run.

The steps are Add, Edit (the same again) and Remove, each read back. Of every answer the status and the names of its fields
are noted, never a value. With --write they go into the file with the date, beside the entries that the client loads: what
worked is "observed", and needs no SIGMA_ALLOW_ASSUMED any more; a read or removal that is not there is null.

However it ends, with Ctrl-C too, what it may have added is removed again. Where that fails it says what it leaves.

Exit status: 0 all of it worked, and nothing is left, 1 an error, 2 the command cannot be understood, 3 all of it worked, and
whether anything is left cannot be read.

Examples:
  $ npx sigma-external-ai contract probe --organization ORGANIZATION_ID --vendor openai --key-env OPENAI_KEY
  $ npx sigma-external-ai contract probe --organization ORGANIZATION_ID --vendor openai --key-env OPENAI_KEY \\
      --yes --write sigma-contract.json`;

async function probe(flags: ProbeFlags): Promise<void> {
  const { organization, vendor: name, keyEnv, connection, write, yes, json } = flags;
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  if (yes !== true && !isTerminal) {
    throw new CommandError(
      "A probe changes the organization. Without a terminal to ask on, say so with --yes.",
      EXIT.usage,
    );
  }
  const environment = processEnvironment();
  const ended = AbortSignal.any([interruption(), hangUp()]);
  ended.addEventListener("abort", () => tell("Ending; what was added is removed first."));
  const signal = AbortSignal.any([ended, AbortSignal.timeout(readTimeout(environment.env))]);
  const { endpointUrl, languageDeployment, embeddingDeployment } = flags;
  const probed = await runProbe({
    organization,
    vendor: { name, keyEnv, endpointUrl, languageDeployment, embeddingDeployment },
    isEmpty: flags.assumeEmpty === true,
    connection,
    write,
    environment,
    signal,
    onStep: (step) => tell(stepText(step)),
    confirm: async () => yes === true || asked(organization, signal),
  });
  if (probed === undefined) {
    throw new CommandError("Nothing was changed.", EXIT.error);
  }
  const { steps, complete, left, problem, written } = probed;
  if (json === true) {
    const error =
      problem === undefined ? {} : { error: { code: problem.code, message: problem.message } };
    const seen = steps.map((step) => step.seen);
    process.stdout.write(
      `${JSON.stringify({ organization, complete, left, steps: seen, written, ...error })}\n`,
    );
  } else {
    process.stdout.write(`${outcomeText(probed, flags)}\n`);
  }
  if (problem !== undefined) tell(toIntegrationError(problem).message);
  process.exitCode = statusOf(probed);
}

/** A terminal that is closed must not leave AI on either. */
function hangUp(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGHUP", () => controller.abort());
  return controller.signal;
}

async function asked(organization: string, signal: AbortSignal): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal takes Ctrl-C for itself while it asks; nothing has been changed then.
  const refused = new AbortController();
  terminal.on("SIGINT", () => refused.abort());
  terminal.on("close", () => refused.abort());
  try {
    const question = `AI goes on for ${organization}, and off again. Its id, to go on: `;
    const either = AbortSignal.any([signal, refused.signal]);
    const answer = await terminal.question(question, { signal: either });
    return answer.trim() === organization;
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}

function statusOf({ complete, left }: Walked): number {
  if (!complete || left === "integration") return EXIT.error;
  return left === "unknown" ? EXIT.unknown : EXIT.fine;
}

function outcomeText(
  { complete, left, written }: Walked & { written?: string },
  { organization, vendor, keyEnv }: ProbeFlags,
): string {
  const how = complete ? "All steps were taken." : "The probe ended early.";
  const where = "Look at Administration > AI settings";
  const what = {
    nothing: `Nothing is left in ${organization}.`,
    unknown: `Sigma accepted the removal; whether anything is left in ${organization} cannot be read. ${where}.`,
    integration: `${organization} may be left with ${vendor} and the key of ${keyEnv}. ${where}, and remove it there.`,
  }[left];
  return `${how} ${what}${written === undefined ? "" : `\nWrote ${written}.`}`;
}

function stepText({ seen: { step, method, path, status, fields } }: Step): string {
  const names = fields.length === 0 ? "" : `: ${fields.join(", ")}`;
  return `${step.padEnd(22)} ${method} ${path}  ${status ?? "no answer"}${names}`;
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
