import { SIGMA_PROVIDER } from "../../test/support/terraform-mirror.ts";
import type { FleetOrganization } from "./organizations.ts";

/** Where the projects are, below the folder of the demo. */
export const PROJECTS = "organizations";

/** The folder of a project, as it is given to the command. */
export function folderOf({ name }: FleetOrganization): string {
  return `${PROJECTS}/${name}`;
}

/** The file with the program. */
export function programFile({ engine }: FleetOrganization): string {
  return engine === "pulumi" ? "index.ts" : "main.tf";
}

/** The files of a project, by name below its folder. */
export function filesOf(organization: FleetOrganization): Record<string, string> {
  const { engine, name } = organization;
  const program = { [programFile(organization)]: programOf(organization) };
  if (engine !== "pulumi") return program;
  return {
    ...program,
    "package.json": JSON.stringify({ name, type: "module" }),
    "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
  };
}

/** The program of an organization, as its engine wants it. */
export function programOf(organization: FleetOrganization): string {
  const { engine, name, vendor } = organization;
  if (engine === "pulumi") {
    return `import { ExternalAiIntegration } from "sigma-external-ai";

new ExternalAiIntegration("ai", {
  connection: "${name}",
  ${vendor.pulumi},
});
`;
  }
  return `terraform {
  required_providers {
    sigma = { source = "${SIGMA_PROVIDER}" }
  }
}

variable "sigma_secrets" {
  type      = map(string)
  sensitive = true
  ephemeral = true
}

variable "${vendor.variable}" {
  type      = string
  sensitive = true
  ephemeral = true
}

provider "sigma" {
  client_id     = "client-${name}"
  client_secret = var.sigma_secrets["${name}"]
}

resource "sigma_external_ai_integration" "ai" {
  ${vendor.terraform}
}
`;
}

/** A program that somebody has left unfinished. */
export function brokenProgram(organization: FleetOrganization): string {
  return programOf(organization).replace(/\}\)?;?\n$/, "");
}
