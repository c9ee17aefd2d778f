import { access, open, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { errorCode } from "../install/fault.ts";
import { makeFolders } from "../install/make-folders.ts";
import {
  exportCode,
  FILES,
  TARGETS,
  type ExportedCode,
  type ExportTarget,
} from "../operations/export/export-code.ts";
import { findIntegrations, type Findings } from "../operations/export/find.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { createRuntime } from "../runtime/runtime.ts";
import { VERSION } from "../runtime/version.ts";
import { CommandError } from "./command-error.ts";
import { EXIT } from "./exit-status.ts";
import { interruption } from "./interruption.ts";
import { withOrganizations, type OrganizationFlags } from "./organization-options.ts";

interface ExportFlags extends OrganizationFlags {
  to: ExportTarget;
  out?: string;
  json?: true;
}

/** `export`: code for what was configured by hand. */
export function exportCommand(): Command {
  return withOrganizations(
    new Command("export")
      .description("Write code for the AI integrations that exist at Sigma now.")
      .addOption(
        new Option("--to <target>", "the language").choices(TARGETS).makeOptionMandatory(),
      ),
  )
    .option("--out <dir>", "write into this folder instead of standard output")
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
Targets:
  terraform           main.tf, also for OpenTofu, with an import block for each integration
  cdktf               main.ts, with the same
  pulumi-yaml         Pulumi.yaml for the plugin ("pulumi install"), with the option import for each
  pulumi-typescript   index.ts with the resource of this package, which Pulumi cannot import, so that the first "pulumi up" saves
                      each integration once, over what is there (existing: "overwrite")

Nothing is changed at Sigma. Sigma shows no key, so the code has a variable for each. But for pulumi-typescript the first plan
has imports and no change: the key that is at Sigma counts as the one that is given. What Sigma does not report is left out,
with a TODO that names the field; the plan fails until it is filled in, and the first apply then saves it once.

A resource has the name of its tenant's slug; that of the credentials' own organization is called "ai". A file that exists is
never overwritten.

Exit status: 0 fine, also where nothing is configured, 1 an error, Ctrl-C, or a vendor that this version does not know, 2 the
command cannot be understood, or the file exists, 3 at least one organization cannot be read.

Examples:
  $ npx sigma-external-ai export --to terraform > main.tf
  $ npx sigma-external-ai export --to cdktf --all-tenants --out ai
  $ npx sigma-external-ai export --to pulumi-typescript --tenant TENANT_ID --connection eu`;

async function run(flags: ExportFlags): Promise<void> {
  const path = flags.out === undefined ? undefined : join(flags.out, FILES[flags.to]);
  // Asked first: reading many tenants takes minutes.
  if (path !== undefined && (await exists(resolve(path)))) throw taken(path);
  const findings = await find(flags);
  for (const { organizationId, why } of findings.leftOut) {
    process.stderr.write(`left out: ${organizationId}: ${why}\n`);
  }
  if (findings.partial) throw new CommandError("Interrupted: nothing was exported.", EXIT.error);
  process.exitCode = exitStatus(findings);
  const code = exportCode(flags.to, findings.found, flags.connection);
  const isEmpty = code.resources.length === 0;
  if (path !== undefined && !isEmpty) await write(path, code.text);
  print(flags, code, findings, isEmpty ? undefined : path);
}

async function find({ connection, tenant, allTenants }: ExportFlags): Promise<Findings> {
  const runtime = createRuntime(processEnvironment(), { name: "cli", version: VERSION });
  const selection = {
    ...(connection === undefined ? {} : { connection }),
    ...(tenant === undefined ? {} : { tenants: tenant }),
    allTenants: allTenants === true,
  };
  return findIntegrations(runtime, selection, interruption());
}

function exitStatus({ leftOut }: Findings): number {
  if (leftOut.some(({ kind }) => kind === "unknown vendor")) return EXIT.error;
  return leftOut.some(({ kind }) => kind === "unreadable") ? EXIT.unknown : EXIT.fine;
}

function print(
  { to, json }: ExportFlags,
  { file, text, resources }: ExportedCode,
  { leftOut }: Findings,
  path: string | undefined,
): void {
  if (json === true) {
    const where = path === undefined ? { file, text } : { file, path };
    process.stdout.write(`${JSON.stringify({ to, ...where, resources, leftOut })}\n`);
    return;
  }
  if (resources.length === 0) process.stderr.write("Nothing to export.\n");
  else if (path === undefined) process.stdout.write(text);
  else process.stdout.write(nextSteps(to, path, resources));
}

/** What was written, and what comes next. */
function nextSteps(to: ExportTarget, path: string, resources: ExportedCode["resources"]): string {
  const keys = resources.flatMap((resource) => resource.keys);
  const count = `${resources.length} integration${resources.length === 1 ? "" : "s"}`;
  const missing = resources.flatMap(({ name, missing: fields }) =>
    fields.map((field) => `  ${name}: ${field}\n`),
  );
  const fill =
    missing.length === 0 ? "" : `Fill in what Sigma does not report:\n${missing.join("")}`;
  return `Wrote ${path} with ${count}.\n${fill}Then set ${keys.join(", ")} and ${NEXT[to]}.\n`;
}

const NEXT: Readonly<Record<ExportTarget, string>> = {
  terraform: "run terraform init and terraform plan",
  cdktf: "run cdktf diff --skip-provider-lock",
  "pulumi-yaml": "run pulumi up, which imports each integration",
  "pulumi-typescript": "run pulumi up, which saves each integration once",
};

/** Throws where the file cannot be written: one that was made meanwhile is left alone, too. */
async function write(path: string, text: string): Promise<void> {
  let isFolderThere = false;
  try {
    await makeFolders(dirname(path));
    isFolderThere = true;
    await writeWhole(path, text);
  } catch (error) {
    const code = errorCode(error);
    if (isFolderThere && code === "EEXIST") throw taken(path);
    throw new CommandError(
      `the file "${path}" cannot be written (${code ?? "unknown"})`,
      EXIT.error,
      code,
    );
  }
}

/** All of a new file, or none of it: a disk may be full. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
  } catch (error) {
    await unlink(path);
    throw error;
  } finally {
    await file.close();
  }
}

function taken(path: string): CommandError {
  return new CommandError(`the file "${path}" exists already; name another folder`, EXIT.usage);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
