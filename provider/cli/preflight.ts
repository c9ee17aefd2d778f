import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { check } from "../integration/check.ts";
import { resolveVendor } from "../integration/credentials.ts";
import { IntegrationError, spellFields } from "../integration/errors.ts";
import { verdictText, type Verdict } from "../integration/preflight.ts";
import { errorCode } from "../install/fault.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { createRuntime } from "../runtime/runtime.ts";
import { VERSION } from "../runtime/version.ts";
import { CommandError } from "./command-error.ts";
import { EXIT } from "./exit-status.ts";
import { readTimeout } from "../sigma/connection.ts";

/** The exit status of the worst verdict. */
const STATUS = {
  valid: EXIT.fine,
  invalid: EXIT.error,
  inconclusive: EXIT.unknown,
} as const;

interface PreflightFlags {
  json?: true;
}

/** `preflight`: tries credentials at their vendor, as an apply does before it saves. */
export function preflightCommand(): Command {
  return new Command("preflight")
    .description("Try an AI vendor's credentials, as an apply does directly before it saves.")
    .argument("<file>", "JSON with the inputs of the resource; - reads standard input")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(preflight);
}

const HELP = `
The file has what a program gives to the resource: the block of one vendor, in camelCase. A key is the text itself, or where
to read it:

  {
    "azureOpenai": {
      "endpointUrl": "https://NAME.openai.azure.com",
      "apiKey": { "fromEnv": "AZURE_OPENAI_KEY" },
      "languageModel": { "deploymentId": "gpt-41" },
      "embeddingModel": { "deploymentId": "embed" }
    },
    "preflight": { "trustedHosts": [], "allowUnverifiedModels": false }
  }

  { "openai": { "apiKey": { "fromFile": "/run/secrets/openai" } } }

Each line is a verdict with its reason and what to do:
  valid          Sigma can work with this
  invalid        it cannot: an apply would stop here, unless preflight is "warn" or "off"
  inconclusive   it cannot be told from here, or works with a reservation

OpenAI, Gemini and Anthropic are asked for a list of models, which is free. Of Azure OpenAI each deployment is asked for one
short answer. Nothing is sent to Sigma, and no credentials of Sigma's are needed. A mode in the file does not matter here.

Exit status: 0 all valid, 1 something is invalid, 3 something could not be told, 2 the file or the command cannot be used.

Examples:
  $ npx sigma-external-ai preflight ai.json
  $ echo '{ "gemini": { "apiKey": { "fromEnv": "GEMINI_KEY" } } }' | npx sigma-external-ai preflight -`;

async function preflight(file: string, flags: PreflightFlags): Promise<void> {
  try {
    const verdicts = await verdictsOn(await inputsIn(file));
    process.stdout.write(flags.json === true ? asJson(verdicts) : asText(verdicts));
    process.exitCode = STATUS[worst(verdicts)];
  } catch (error) {
    if (!(error instanceof IntegrationError || error instanceof UnusableFile)) throw error;
    const code = error instanceof IntegrationError ? error.code : undefined;
    throw new CommandError(error.message, EXIT.usage, code);
  }
}

/** A file that has no inputs in it, in the user's words. */
class UnusableFile extends Error {}

async function inputsIn(file: string): Promise<unknown> {
  const content = await (file === "-" ? text(process.stdin) : readFile(file, "utf8")).catch(
    (error: unknown) => {
      throw new UnusableFile(
        `the file "${file}" cannot be read (${errorCode(error) ?? "unknown"})`,
      );
    },
  );
  try {
    return JSON.parse(content);
  } catch {
    // What a parser says about the text may show a part of a key.
    throw new UnusableFile(`the file "${file}" is not JSON`);
  }
}

async function verdictsOn(inputs: unknown): Promise<Verdict[]> {
  const checked = check(inputs);
  if (!checked.valid) {
    throw new UnusableFile(checked.faults.map(({ message }) => message).join("\n"));
  }
  const environment = processEnvironment();
  const { vendor, settings } = checked.config;
  const { preflight: trial } = createRuntime(environment, { name: "cli", version: VERSION });
  const deadline = AbortSignal.timeout(readTimeout(environment.env));
  return trial.probe(await resolveVendor(vendor, environment), settings.preflight, deadline);
}

function worst(verdicts: readonly Verdict[]): Verdict["verdict"] {
  const order = ["invalid", "inconclusive"] as const;
  return order.find((each) => verdicts.some(({ verdict }) => verdict === each)) ?? "valid";
}

function asText(verdicts: readonly Verdict[]): string {
  return verdicts
    .map((each) => `${each.verdict.padEnd(13)}${spellFields(verdictText(each))}\n`)
    .join("");
}

function asJson(verdicts: readonly Verdict[]): string {
  const spelled = verdicts.map(({ verdict, path, reason, advice }) => ({
    verdict,
    path,
    reason: spellFields(reason),
    ...(advice === undefined ? {} : { advice: spellFields(advice) }),
  }));
  return `${JSON.stringify({ verdict: worst(verdicts), verdicts: spelled })}\n`;
}
