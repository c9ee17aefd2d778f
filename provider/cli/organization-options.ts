import { InvalidArgumentError, Option, type Command } from "commander";
import { connectionOption } from "./connection-option.ts";

/** Which organizations a command is about. */
export interface OrganizationFlags {
  connection?: string;
  tenant?: string[];
  allTenants?: true;
}

/** Adds the options that say which organizations a command is about. Default: the credentials' own. */
export function withOrganizations(command: Command): Command {
  return command
    .addOption(connectionOption())
    .addOption(
      new Option("--tenant <id...>", "these tenants instead of the credentials' own organization")
        .conflicts("allTenants")
        .argParser(addTenant),
    )
    .option("--all-tenants", "the credentials' own organization and all of its tenants");
}

/** An empty variable of a script must not be taken for a tenant. */
function addTenant(text: string, before: string[] | undefined): string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It must be the id of a tenant.");
  return [...(before ?? []), text];
}
