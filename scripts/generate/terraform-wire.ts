/** Encodes the answers that say what the provider has, so that its process only sends bytes. */
import {
  GetFunctions_Response,
  GetMetadata_Response,
  GetProviderSchema_Response,
  GetResourceIdentitySchemas_Response,
  Schema_NestedBlock_NestingMode,
  Schema_Object_NestingMode,
  StringKind,
  type FunctionMessage,
  type Schema,
  type Schema_Attribute,
} from "../../provider/terraform/protocol/gen/tfplugin6.ts";
import type { AttributeJson } from "./terraform-attributes.ts";
import { terraformSchema, type SchemaJson } from "./terraform-schema.ts";

const CAPABILITIES = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
  generateResourceConfig: false,
};

const NOT_DEPRECATED = { deprecated: false, deprecationMessage: "" };

/** `provider/terraform/gen/answers.ts`: the bytes of these answers, in base64. */
export function terraformAnswers(): string {
  const schema = terraformSchema();
  const functions = mapValues(schema.functions, functionMessage);
  const answers: [name: string, comment: string, bytes: { finish: () => Uint8Array }][] = [
    [
      "PROVIDER_SCHEMA",
      "The answer to GetProviderSchema.",
      GetProviderSchema_Response.encode({
        provider: schemaMessage(schema.provider),
        resourceSchemas: mapValues(schema.resource_schemas, schemaMessage),
        dataSourceSchemas: mapValues(schema.data_source_schemas, schemaMessage),
        listResourceSchemas: mapValues(schema.list_resource_schemas, schemaMessage),
        ephemeralResourceSchemas: {},
        functions,
        diagnostics: [],
        serverCapabilities: CAPABILITIES,
      }),
    ],
    [
      "IDENTITY_SCHEMAS",
      "The answer to GetResourceIdentitySchemas.",
      GetResourceIdentitySchemas_Response.encode({
        identitySchemas: mapValues(schema.resource_identity_schemas, ({ version, attributes }) => ({
          version,
          identityAttributes: Object.entries(attributes).map(([name, attribute]) => ({
            name,
            type: json(attribute.type),
            requiredForImport: attribute.required_for_import,
            optionalForImport: false,
            description: attribute.description,
          })),
        })),
        diagnostics: [],
      }),
    ],
    [
      "METADATA",
      "The answer to GetMetadata.",
      GetMetadata_Response.encode({
        serverCapabilities: CAPABILITIES,
        diagnostics: [],
        dataSources: typeNames(schema.data_source_schemas),
        resources: typeNames(schema.resource_schemas),
        functions: Object.keys(schema.functions).map((name) => ({ name })),
        ephemeralResources: [],
        listResources: typeNames(schema.list_resource_schemas),
      }),
    ],
    [
      "FUNCTIONS",
      "The answer to GetFunctions.",
      GetFunctions_Response.encode({ functions, diagnostics: [] }),
    ],
  ];
  const constants = answers.map(
    ([name, comment, bytes]) =>
      `/** ${comment} */\nexport const ${name} =\n  "${Buffer.from(bytes.finish()).toString("base64")}";\n`,
  );
  return `// Generated from the schema by \`npm run generate\`: messages of the protocol in base64.\n\n${constants.join("\n")}`;
}

function schemaMessage({ version, block }: SchemaJson): Schema {
  const blocks = Object.entries(block.block_types ?? {});
  return {
    version,
    block: {
      version,
      attributes: attributeMessages(block.attributes),
      blockTypes: blocks.map(([typeName, { block: nested }]) => ({
        typeName,
        block: {
          version: 0,
          attributes: attributeMessages(nested.attributes),
          blockTypes: [],
          description: "",
          descriptionKind: StringKind.PLAIN,
          ...NOT_DEPRECATED,
        },
        nesting: Schema_NestedBlock_NestingMode.SINGLE,
        minItems: 0,
        maxItems: 0,
      })),
      description: block.description,
      descriptionKind: StringKind.PLAIN,
      ...NOT_DEPRECATED,
    },
  };
}

function attributeMessages(attributes: Record<string, AttributeJson>): Schema_Attribute[] {
  return Object.entries(attributes).map(([name, attribute]) => ({
    name,
    type: attribute.type === undefined ? new Uint8Array() : json(attribute.type),
    nestedType: attribute.nested_type && {
      attributes: attributeMessages(attribute.nested_type.attributes),
      nesting:
        attribute.nested_type.nesting_mode === "single"
          ? Schema_Object_NestingMode.SINGLE
          : Schema_Object_NestingMode.LIST,
      minItems: 0,
      maxItems: 0,
    },
    description: attribute.description ?? "",
    descriptionKind: StringKind.PLAIN,
    required: attribute.required ?? false,
    optional: attribute.optional ?? false,
    computed: attribute.computed ?? false,
    sensitive: attribute.sensitive ?? false,
    writeOnly: attribute.write_only ?? false,
    ...NOT_DEPRECATED,
  }));
}

function functionMessage({
  parameters,
  return_type: type,
  summary,
  description,
}: ReturnType<typeof terraformSchema>["functions"]["azure_endpoint"]): FunctionMessage {
  return {
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      type: json(parameter.type),
      allowNullValue: false,
      allowUnknownValues: false,
      description: parameter.description,
      descriptionKind: StringKind.PLAIN,
    })),
    return: { type: json(type) },
    summary,
    description,
    descriptionKind: StringKind.PLAIN,
    deprecationMessage: "",
  };
}

function typeNames(schemas: object): { typeName: string }[] {
  return Object.keys(schemas).map((typeName) => ({ typeName }));
}

function mapValues<T, U>(record: Record<string, T>, convert: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}

function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
