import { VERSION } from "../../runtime/version.ts";
import type { FoundIntegration } from "./found.ts";
import { hclComment, hclLines, hclText } from "./hcl.ts";
import type { Line } from "./lines.ts";
import { partsOf, tenantLines, type Part } from "./program.ts";

/** An imported key has this version: with it in the code the key that is there counts as the one that was saved. */
export const IMPORTED_VERSION = 1;

const RESOURCE = "sigma_external_ai_integration";

/** A configuration for Terraform and OpenTofu that imports integrations and changes none of them. */
export function terraformCode(
  found: readonly FoundIntegration[],
  connection: string | undefined,
): { text: string; parts: Part[] } {
  const parts = partsOf(found, (name) => [
    { field: "apiKeyWo", value: { code: `var.${name}` } },
    { field: "apiKeyWoVersion", value: { code: String(IMPORTED_VERSION) } },
  ]);
  return { text: [header(connection), ...parts.map(block)].join("\n"), parts };
}

/** What goes before the code in every language of Terraform's. */
export function remarks(connection: string | undefined): string[] {
  const environment =
    connection === undefined
      ? []
      : [
          `This was read through the connection ${connection}: its values go into SIGMA_BASE_URL, SIGMA_CLIENT_ID and`,
          "SIGMA_CLIENT_SECRET where this runs.",
        ];
  return [
    `Exported from Sigma by sigma-external-ai ${VERSION}. No key is in it, as Sigma shows none: each is given as TF_VAR_NAME.`,
    "With version 1 the key at Sigma counts as the one given, and the first plan has imports only. To save a new key, raise it.",
    ...environment,
  ];
}

function header(connection: string | undefined): string {
  const comments = remarks(connection).map((text) => `# ${text}\n`);
  return `${comments.join("")}terraform {
  required_version = ">= 1.11"
  required_providers {
    sigma = { source = "sigma-iac/sigma" }
  }
}
`;
}

function block(part: Part): string {
  const { names, organizationId, title, keys, lines } = part;
  const address = `${RESOURCE}.${names.resource}`;
  const body: readonly Line[] = [...part.remarks, ...tenantLines(part), ...lines];
  return `# ${hclComment(title)}
${keys.map(variable).join("")}import {
  to = ${address}
  id = ${hclText(organizationId)}
}

resource "${RESOURCE}" "${names.resource}" {
${hclLines(body, 1)}}
`;
}

function variable(name: string): string {
  return `variable "${name}" {
  type      = string
  sensitive = true
  ephemeral = true
}

`;
}
