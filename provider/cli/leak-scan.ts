import { Command } from "commander";
import { Secret } from "../integration/secret.ts";
import {
  leakScan,
  type Finding,
  type Told,
  type Unsearched,
} from "../operations/leak-scan/leak-scan.ts";
import { shownName, type NamedKey } from "../operations/leak-scan/needles.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { CommandError } from "./command-error.ts";

/** Exit statuses: what was found, or that something could not be searched. */
const STATUS = { none: 0, found: 1, unusable: 2, unread: 3 } as const;

/** A shorter text stands in every larger folder by chance, in one of its forms. */
const SHORTEST_KEY = 8;

interface LeakScanFlags {
  env: string[];
  json?: true;
}

/** `leak-scan`: looks for keys where none should be. */
export function leakScanCommand(): Command {
  return new Command("leak-scan")
    .description("Search states, backups, plan files and logs for keys that should not be there.")
    .argument("<path...>", "files and folders; - reads standard input")
    .requiredOption(
      "--env <name>",
      "an environment variable with a key to look for; may be given several times",
      (name: string, before: string[] | undefined) => [...(before ?? []), name],
    )
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(scan);
}

const HELP = `
Each key is looked for as it is, as UTF-16, escaped for URLs, JSON, HTML and shells, in base64 at any offset, and in hex, in
the files themselves and in what is packed in them: gzip, Zstandard and zip, as a plan file of Terraform's is, also where
that stands as base64 in a text, as in Kubernetes' secrets of Helm. A finding names the file, the variable and the form. The
key is never shown, and a path that has it in its name is shown without it.

Left out are links, devices, pipes and sockets in a folder, and what git has packed (.git): of that, pipe
"git log -p --all" into standard input. A pipe that is named is read, as of <(terraform show); a device or a socket that is
named cannot be searched. Encrypted files and other ways of packing cannot be searched, and are said to be
so. What an engine has encrypted itself, as Pulumi does with secrets, is found by nobody.

Exit status: 0 nothing was found, 1 a key was found, 3 nothing was found, but something could not be searched, 2 the
command cannot be used.

Examples:
  $ npx sigma-external-ai leak-scan --env OPENAI_API_KEY .
  $ npx sigma-external-ai leak-scan --env AZURE_KEY --env SIGMA_CLIENT_SECRET terraform.tfstate plan.tfplan logs
  $ terraform state pull | npx sigma-external-ai leak-scan --env AZURE_KEY -`;

async function scan(paths: string[], { env, json }: LeakScanFlags): Promise<void> {
  const keys = keysFrom(env);
  const result: Result = { found: [], unreadable: [], leftOut: [], searched: 0 };
  for await (const told of leakScan(keys, paths, { stdin: process.stdin })) {
    take(result, told);
    if (json !== true) process.stdout.write(line(told));
  }
  process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : summary(result));
  process.exitCode = statusOf(result);
}

interface Result {
  found: Finding[];
  unreadable: Unsearched[];
  leftOut: Unsearched[];
  searched: number;
}

/** The keys. Throws where a name gives none. */
function keysFrom(names: readonly string[]): NamedKey[] {
  const { env } = processEnvironment();
  const keys: NamedKey[] = [];
  for (const name of new Set(names)) {
    // A key from a file ends with a line break that is no part of it.
    const text = env(name)?.replace(/\r?\n$/, "") ?? "";
    const variable = shownName(name);
    if (text === "") throw unusable(`the environment variable ${variable} is not set, or empty`);
    if (text.length < SHORTEST_KEY) {
      throw unusable(
        `the key in ${variable} is too short: it would be found where it is not; expected ${SHORTEST_KEY} characters or more`,
      );
    }
    keys.push({ name, key: new Secret(text) });
  }
  return keys;
}

function unusable(message: string): CommandError {
  return new CommandError(message, STATUS.unusable);
}

function take(result: Result, told: Told): void {
  if (told.kind === "searched") {
    result.searched += 1;
    return;
  }
  const { kind, ...rest } = told;
  if ("forms" in rest) result.found.push(rest);
  else if (kind === "unreadable") result.unreadable.push(rest);
  else result.leftOut.push(rest);
}

function statusOf({ found, unreadable }: Result): number {
  if (found.length > 0) return STATUS.found;
  return unreadable.length > 0 ? STATUS.unread : STATUS.none;
}

function line(told: Told): string {
  if (told.kind === "searched" || told.kind === "left out") return "";
  const place = told.member === undefined ? told.file : `${told.file}: ${told.member}`;
  const what = told.kind === "found" ? `${told.key} (${told.forms.join("; ")})` : told.why;
  return `${told.kind.padEnd(12)}${place}: ${what}\n`;
}

function summary({ found, unreadable, leftOut, searched }: Result): string {
  const files = new Set(found.map(({ file }) => file)).size;
  const what = found.length === 0 ? "no key was found" : `keys were found in ${counted(files)}`;
  const unread = unreadable.length === 0 ? "" : `; ${unreadable.length} could not be searched`;
  const left = [...Map.groupBy(leftOut, ({ why }) => why)].map(
    ([why, all]) => `${why} (${all.length})`,
  );
  const out = left.length === 0 ? "" : `; left out: ${left.join(", ")}`;
  return `${counted(searched)} searched: ${what}${unread}${out}\n`;
}

function counted(files: number): string {
  return `${files} file${files === 1 ? "" : "s"}`;
}
