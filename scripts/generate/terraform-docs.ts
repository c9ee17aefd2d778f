/** Makes the pages that Terraform's registry shows, in its layout, from the schema and the examples. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeJson } from "./terraform-attributes.ts";
import { terraformSchema, type SchemaJson } from "./terraform-schema.ts";

const NOTE = "<!-- Generated from the schema by `npm run generate`. -->";
const NAME = "sigma_external_ai_integration";

const examples = join(import.meta.dirname, "../../examples/terraform");

/** Every page by its path. https://developer.hashicorp.com/terraform/registry/providers/docs */
export function terraformDocs(): Record<string, string> {
  const schema = terraformSchema();
  const { [NAME]: resource } = schema.resource_schemas;
  const { [NAME]: data, sigma_tenants: tenants } = schema.data_source_schemas;
  return {
    "docs/index.md": page("sigma Provider", schema.provider, [
      "Install it with `npx sigma-external-ai terraform install`; [terraform.md](terraform.md) leads from nothing to an applied integration. Every argument can be left out where its variable is set in the environment.",
      example("azure-openai"),
    ]),
    "docs/resources/external_ai_integration.md": page(`${NAME} (Resource)`, resource, [
      example("azure-openai"),
      "For many tenants of one organization:",
      example("tenants"),
      "## Import",
      `By the id of the organization, or of a tenant: with \`terraform import ${NAME}.ai org-acme\`, or with a block:`,
      example("import"),
    ]),
    "docs/data-sources/external_ai_integration.md": page(`${NAME} (Data Source)`, data, [
      hcl(`data "${NAME}" "now" {}`),
    ]),
    "docs/data-sources/tenants.md": page("sigma_tenants (Data Source)", tenants, [
      hcl('data "sigma_tenants" "all" {}'),
    ]),
    "docs/list-resources/external_ai_integration.md": page(
      `${NAME} (List Resource)`,
      schema.list_resource_schemas[NAME],
      ["Needs Terraform 1.14 or newer.", hcl(`list "${NAME}" "all" {\n  provider = sigma\n}`)],
    ),
    "docs/functions/azure_endpoint.md": functionPage(),
  };
}

function page(title: string, { block }: SchemaJson, body: readonly string[]): string {
  const blocks = Object.entries(block.block_types ?? {}).flatMap(([name, { block: nested }]) => [
    `### Block \`${name}\``,
    attributes(nested.attributes, () => true),
  ]);
  const given = attributes(block.attributes, isGiven);
  const set = attributes(block.attributes, (attribute) => !isGiven(attribute));
  return text([
    NOTE,
    `# ${title}`,
    block.description,
    ...body,
    ...(given === "" ? [] : ["## Arguments", given]),
    ...blocks,
    ...(set === "" ? [] : ["## Attributes", set]),
  ]);
}

function functionPage(): string {
  const { azure_endpoint: made } = terraformSchema().functions;
  return text([
    NOTE,
    "# azure_endpoint (Function)",
    made.description,
    hcl(
      'provider::sigma::azure_endpoint("https://contoso.openai.azure.com/openai/deployments/gpt-41/chat/completions")\n# { origin = "https://contoso.openai.azure.com", deployment = "gpt-41" }',
    ),
    ...made.parameters.map(
      ({ name, type, description }) => `- \`${name}\` (${type}): ${description}`,
    ),
  ]);
}

/** A list of attributes; what is in one stands below it. */
function attributes(
  record: Record<string, AttributeJson>,
  isShown: (attribute: AttributeJson) => boolean,
  indent = "",
): string {
  return Object.entries(record)
    .filter(([, attribute]) => isShown(attribute))
    .map(([name, attribute]) => {
      const traits = traitsOf(attribute).join(", ");
      const line = `${indent}- \`${name}\` (${traits})${describe(attribute)}`;
      const nested = attribute.nested_type?.attributes;
      return nested === undefined
        ? line
        : `${line}\n${attributes(nested, () => true, `${indent}  `)}`;
    })
    .join("\n");
}

function describe({ description }: AttributeJson): string {
  return description === undefined ? "" : `: ${description}`;
}

function traitsOf(attribute: AttributeJson): string[] {
  const { required, sensitive, write_only: writeOnly } = attribute;
  return [
    kindOf(attribute),
    ...(required === true ? ["required"] : []),
    ...(sensitive === true ? ["sensitive"] : []),
    ...(writeOnly === true ? ["write-only"] : []),
  ];
}

function kindOf({ nested_type: nested, type }: AttributeJson): string {
  if (nested !== undefined) return nested.nesting_mode === "list" ? "list of objects" : "object";
  return typeof type === "string"
    ? type
    : `list of ${JSON.stringify(type?.[1]).replaceAll('"', "")}`;
}

function isGiven({ required, optional }: AttributeJson): boolean {
  return required === true || optional === true;
}

function example(name: string): string {
  return hcl(readFileSync(join(examples, name, "main.tf"), "utf8").trimEnd());
}

function hcl(code: string): string {
  return `\`\`\`terraform\n${code}\n\`\`\``;
}

function text(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}
