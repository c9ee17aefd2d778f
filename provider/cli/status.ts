import { styleText } from "node:util";
import { Command } from "commander";
import { AZURE_MODELS } from "../integration/config.ts";
import { knownVendor } from "../integration/model.ts";
import { readStatus, type Progress, type StatusReport } from "../operations/status/read-status.ts";
import type { OrganizationStatus } from "../operations/status/organization-status.ts";
import type { Shard } from "../operations/shard.ts";
import { processEnvironment } from "../runtime/environment.ts";
import { createRuntime } from "../runtime/runtime.ts";
import { VERSION } from "../runtime/version.ts";
import { vendors } from "../vendors/catalog.ts";
import { end } from "./end.ts";
import { EXIT } from "./exit-status.ts";
import { interruption } from "./interruption.ts";
import { withOrganizations, type OrganizationFlags } from "./organization-options.ts";
import { shardOption } from "./shard-option.ts";

interface StatusFlags extends OrganizationFlags {
  shard?: Shard;
  json?: true;
}

/** From so many organizations on it is said beforehand that reading them takes its time. */
const MANY = 10;

/** `status`: what Sigma reports now. */
export function statusCommand(): Command {
  return withOrganizations(
    new Command("status").description(
      "Show which AI provider Sigma reports, for one organization or for many.",
    ),
  )
    .addOption(shardOption("organizations").conflicts("tenant").implies({ allTenants: true }))
    .option("--json", "print one line of JSON instead of text")
    .addHelpText("after", HELP)
    .action(status);
}

const HELP = `
Reads only; nothing is changed at Sigma. The credentials come from SIGMA_BASE_URL, SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET.
Sigma gives one token a second, and each tenant needs one: 200 tenants take about four minutes. An organization that cannot
be read does not stop the others, and is never shown as absent. Sigma tells the names of tenants, not the own organization's.
With --shard the organizations are divided by their ids, so that each is in one part; give each part credentials of its own,
since the pace is kept for each of them.

Each organization is one of:
  configured   with its vendor, and as far as Sigma says: endpoints and deployments, revision, when and by whom
  absent       Sigma says that no AI provider is configured
  unreadable   it cannot be told, with the reason and what to do

Exit status: 0 all could be read, 1 an error that stopped everything, or Ctrl-C, 2 the command cannot be understood, 3 at
least one organization cannot be read.

Examples:
  $ npx sigma-external-ai status
  $ npx sigma-external-ai status --tenant TENANT_ID --tenant OTHER_ID
  $ npx sigma-external-ai status --connection eu --all-tenants --json
  $ npx sigma-external-ai status --connection second --shard 2/8 --json`;

async function status(flags: StatusFlags): Promise<void> {
  const { connection, tenant, allTenants, shard, json } = flags;
  const runtime = createRuntime(processEnvironment(), { name: "cli", version: VERSION });
  const selection = {
    ...(connection === undefined ? {} : { connection }),
    ...(tenant === undefined ? {} : { tenants: tenant }),
    allTenants: allTenants === true,
    ...(shard === undefined ? {} : { shard }),
  };
  const report = await readStatus(runtime, selection, interruption(), showProgress);
  await end(json === true ? asJson(report) : asText(report), exitStatus(report));
}

function exitStatus({ organizations, partial }: StatusReport): number {
  if (partial) return EXIT.error;
  return organizations.some(isUnreadable) ? EXIT.unknown : EXIT.fine;
}

/** On a terminal the line counts; elsewhere it is said once. */
function showProgress({ done, total }: Progress): void {
  const { stderr } = process;
  if (total < MANY) return;
  if (!stderr.isTTY) {
    if (done === 0)
      stderr.write(`reading ${total} organizations; Sigma gives one token a second\n`);
    return;
  }
  stderr.write(done === total ? "\r\u001B[K" : `\rread ${done} of ${total} organizations`);
}

function asJson({ organizations, partial }: StatusReport): string {
  return `${JSON.stringify({ summary: { ...counts(organizations) }, partial, organizations })}\n`;
}

function asText({ organizations, partial }: StatusReport): string {
  const table = tableOf(organizations);
  const { configured, absent, unreadable } = counts(organizations);
  const sum = `\n${configured} configured, ${absent} absent, ${unreadable} unreadable\n`;
  const cut = partial ? "Interrupted: this is a part of the report only.\n" : "";
  return `${table}${organizations.length > 1 ? sum : ""}${cut}`;
}

function counts(organizations: readonly OrganizationStatus[]) {
  const count = (wanted: OrganizationStatus["status"]): number =>
    organizations.filter(({ status: each }) => each === wanted).length;
  return {
    configured: count("configured"),
    absent: count("absent"),
    unreadable: count("unreadable"),
  };
}

function isUnreadable({ status: each }: OrganizationStatus): boolean {
  return each === "unreadable";
}

const HEADINGS = ["ORGANIZATION", "NAME", "STATUS", "VENDOR", "REVISION", "CHANGED", "BY"];
const STATUS_COLUMN = 2;
const COLOURS = { configured: "green", absent: "dim", unreadable: "yellow" } as const;

/** A row for each organization, and below it what has no room there. A column that is empty everywhere is left out. */
function tableOf(organizations: readonly OrganizationStatus[]): string {
  const rows = organizations.map(cellsOf);
  const widths = HEADINGS.map((heading, column) => {
    const longest = Math.max(0, ...rows.map((cells) => cells[column]?.length ?? 0));
    return longest === 0 ? 0 : Math.max(longest, heading.length);
  });
  const line = (cells: readonly string[], paint = (text: string) => text): string => {
    const padded = cells.map((cell, column) => {
      const full = cell.padEnd(widths[column] ?? 0);
      return column === STATUS_COLUMN ? paint(full) : full;
    });
    return `${padded
      .filter((_, column) => widths[column] !== 0)
      .join("  ")
      .trimEnd()}\n`;
  };
  const body = organizations.map((organization, index) => {
    const paint = (text: string): string =>
      styleText(COLOURS[organization.status], text, { stream: process.stdout });
    const details = detailsOf(organization).map((detail) => `  ${detail}\n`);
    return line(rows[index] ?? [], paint) + details.join("");
  });
  return line(HEADINGS) + body.join("");
}

function cellsOf(organization: OrganizationStatus): string[] {
  const { organizationId, name = "", status: state } = organization;
  if (organization.status !== "configured") return [organizationId, name, state, "", "", "", ""];
  const { aiProvider, revision = "", updatedAt = "", updatedBy = "" } = organization;
  return [organizationId, name, state, titleOf(aiProvider), revision, updatedAt, updatedBy];
}

function detailsOf(organization: OrganizationStatus): string[] {
  if (organization.status === "absent") return [];
  if (organization.status === "unreadable") {
    const { reason, advice, code } = organization;
    return [`${reason}. ${advice}${code === undefined ? "" : ` [${code}]`}`];
  }
  return AZURE_MODELS.flatMap((model) => {
    const { deploymentId, endpointUrl } = organization[model] ?? {};
    if (deploymentId === undefined && endpointUrl === undefined) return [];
    const at = endpointUrl === undefined ? "" : ` at ${endpointUrl}`;
    return [`${MODEL_TITLES[model]}: ${deploymentId ?? "a deployment"}${at}`];
  });
}

const MODEL_TITLES = {
  languageModel: "language model",
  embeddingModel: "embedding model",
} as const;

/** A vendor that we do not know is shown as Sigma calls it. */
function titleOf(aiProvider: string): string {
  const known = knownVendor(aiProvider);
  return known === undefined ? aiProvider : vendors[known].title;
}
