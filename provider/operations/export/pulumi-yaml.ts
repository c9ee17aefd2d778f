import { spellFields } from "../../integration/errors.ts";
import { VERSION } from "../../runtime/version.ts";
import type { FoundIntegration } from "./found.ts";
import { commentText, quoted, type Line, type Value } from "./lines.ts";
import { partsOf, tenantLines, type Part } from "./program.ts";
import { IMPORTED_VERSION } from "./terraform.ts";

/** A YAML program for Pulumi's plugin that imports integrations and changes none of them. */
export function pulumiYamlCode(
  found: readonly FoundIntegration[],
  connection: string | undefined,
): { text: string; parts: Part[] } {
  const parts = partsOf(found, (name) => [
    { field: "apiKey", value: { code: `{ fromEnv: ${quoted(name.toUpperCase())} }` } },
    { field: "apiKeyVersion", value: { code: String(IMPORTED_VERSION) } },
  ]);
  return { text: [header(connection), ...parts.map(block)].join(""), parts };
}

/** A text in YAML's double quotes, which Pulumi's host takes for a text and not for a reference. */
export function yamlText(text: string): string {
  return quoted(text.replaceAll("${", () => "$${"));
}

function header(connection: string | undefined): string {
  const environment =
    connection === undefined
      ? ""
      : `# This was read through the connection ${connection}: its values go into SIGMA_BASE_URL, SIGMA_CLIENT_ID and
# SIGMA_CLIENT_SECRET where this runs.
`;
  return `# Exported from Sigma by sigma-external-ai ${VERSION}. No key is in it, as Sigma shows none: each is read from the environment
# variable that is named. With version 1 the key at Sigma counts as the one given, and the first "pulumi up" has imports only.
# To save a new key, raise it. Needs the plugin: npx sigma-external-ai pulumi install
${environment}name: sigma-ai
runtime: yaml
resources:
`;
}

function block(part: Part): string {
  const { names, organizationId, title, lines } = part;
  const body: readonly Line[] = [...part.remarks, ...tenantLines(part), ...lines];
  return `  # ${yamlComment(title)}
  ${names.resource}:
    type: sigma:ExternalAiIntegration
    options: { import: ${yamlText(organizationId)} }
    properties:
${yamlLines(body, 3)}`;
}

function yamlLines(lines: readonly Line[], depth: number): string {
  const indent = "  ".repeat(depth);
  return lines
    .map((line) => {
      if ("comment" in line) return `${indent}# ${yamlComment(line.comment)}\n`;
      if ("todo" in line) return `${indent}# TODO: ${yamlComment(line.todo)}\n`;
      return `${indent}${line.field}:${yamlValue(line.value, depth)}`;
    })
    .join("");
}

function yamlValue(value: Value, depth: number): string {
  if ("code" in value) return ` ${value.code}\n`;
  if ("text" in value) return ` ${yamlText(value.text)}\n`;
  return `\n${yamlLines(value.lines, depth + 1)}`;
}

function yamlComment(text: string): string {
  return commentText(spellFields(text));
}
