/** Makes the types of what constructs are made with. They are the same for both libraries. */
import { VENDORS } from "../../provider/integration/model.ts";
import { camelCase, snakeCase } from "../../provider/terraform/spelling.ts";
import { docComment } from "./doc-comment.ts";
import type { AttributeJson } from "./terraform-attributes.ts";
import { terraformSchema, type SchemaJson } from "./terraform-schema.ts";

type Attributes = Record<string, AttributeJson>;

const KEY_ONLY = { name: "KeyOnlyVendor", description: "A vendor that takes one API key." };
const AZURE_MODEL = { name: "AzureModel", description: "One deployment in Azure OpenAI." };

/** Objects that are called otherwise than their attribute: those of one form share a type. */
const SHARED: Record<string, { name: string; description: string }> = {
  anthropic: KEY_ONLY,
  gemini: KEY_ONLY,
  openai: KEY_ONLY,
  language_model: AZURE_MODEL,
  embedding_model: AZURE_MODEL,
};

const HEAD = `// Generated from the schema by \`npm run generate\`.

/** A value that only the engine knows: an \`IResolvable\` of either library. */
export interface Resolvable {
  readonly creationStack: string[];
  resolve: (context: never) => unknown;
  toString: () => string;
}
`;

const ONE_VENDOR = `/** The block of one vendor, and of no other. */
type Only<Vendor extends keyof VendorBlocks> = Pick<VendorBlocks, Vendor> &
  Partial<Record<Exclude<keyof VendorBlocks, Vendor>, never>>;

/** The arguments of the resource: exactly one vendor's block, and settings. */
export type ExternalAiIntegrationArguments = Settings &
  { [Vendor in keyof VendorBlocks]: Only<Vendor> }[keyof VendorBlocks];
`;

/** `provider/terraform/constructs/arguments.ts`. */
export function constructArguments(): string {
  const { provider, resource_schemas: resources } = terraformSchema();
  const inputs = Object.entries(inputsOf(resources.sigma_external_ai_integration));
  const names = new Set(VENDORS.map((vendor) => snakeCase(vendor)));
  const vendors = inputs
    .filter(([name]) => names.has(name))
    .map(([name, { optional, ...block }]) => [name, { ...block, required: true as const }]);
  const settings = inputs.filter(([name]) => !names.has(name));
  return [
    HEAD,
    interfaceOf("SigmaProviderArguments", provider.block.description, inputsOf(provider)),
    ...oneOfEach(nestedInterfaces(Object.fromEntries(inputs))),
    interfaceOf(
      "Settings",
      "The settings beside the vendor's block. All of them are optional.",
      Object.fromEntries(settings),
    ),
    interfaceOf(
      "VendorBlocks",
      "The blocks of the vendors, of which one is given.",
      Object.fromEntries(vendors),
    ),
    ONE_VENDOR,
  ].join("\n");
}

/** The attributes and blocks of a schema that a user gives. */
export function inputsOf({ block }: SchemaJson): Attributes {
  const blocks = Object.entries(block.block_types ?? {}).map(
    ([name, { block: nested, nesting_mode: mode }]): [string, AttributeJson] => [
      name,
      {
        nested_type: { attributes: nested.attributes, nesting_mode: mode },
        description: `The ${name} of operations.`,
        optional: true,
      },
    ],
  );
  const attributes = Object.entries(block.attributes).filter(
    ([, { required, optional }]) => required === true || optional === true,
  );
  return Object.fromEntries([...attributes, ...blocks]);
}

/** Fields of an interface, with their comments. */
export function fieldsOf(attributes: Attributes): string {
  const fields = Object.entries(attributes).map(([name, attribute]) => {
    const mark = attribute.required === true ? "" : "?";
    const field = `  readonly ${camelCase(name)}${mark}: ${typeOf(name, attribute)};\n`;
    return `${docComment(attribute.description, "  ")}${field}`;
  });
  return fields.join("");
}

/** A name of Terraform's as a type's. */
export function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}

/**
 * The texts without repetitions.
 *
 * @throws if two of one name differ, which TypeScript would merge
 */
export function oneOfEach(texts: readonly [name: string, text: string][]): string[] {
  const byName = new Map(texts);
  for (const [name, text] of texts) {
    if (byName.get(name) !== text) throw new Error(`there are two different types ${name}`);
  }
  return [...byName.values()];
}

/** An interface for every object in these attributes, the inner ones first, with its name. */
function nestedInterfaces(attributes: Attributes): [string, string][] {
  return Object.entries(attributes).flatMap(([attribute, { nested_type: nested, description }]) => {
    if (nested === undefined) return [];
    const name = typeName(attribute);
    const text = SHARED[attribute]?.description ?? description ?? "";
    return [
      ...nestedInterfaces(nested.attributes),
      [name, interfaceOf(name, text, nested.attributes)],
    ];
  });
}

function interfaceOf(name: string, description: string, attributes: Attributes): string {
  return `${docComment(description)}export interface ${name} {\n${fieldsOf(attributes)}}\n`;
}

function typeOf(name: string, { type, nested_type: nested }: AttributeJson): string {
  if (nested !== undefined) return typeName(name);
  if (Array.isArray(type)) return "string[]";
  return type === "bool" ? "boolean | Resolvable" : String(type);
}

function typeName(name: string): string {
  return SHARED[name]?.name ?? pascalCase(name);
}
