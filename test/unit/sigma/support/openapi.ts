import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** A JSON Schema, as far as the project's OpenAPI document uses it. */
export interface JsonSchema {
  $ref?: string;
  allOf?: JsonSchema[];
  const?: string;
  type?: string | string[];
  format?: string;
  required?: string[];
  additionalProperties?: boolean;
  properties?: Record<string, JsonSchema>;
  "x-vendor"?: string;
  "x-grade"?: string;
  "x-role"?: string;
}

/** One operation of the OpenAPI document. */
export interface DocumentedOperation {
  "x-operation": string;
  "x-grade": string;
}

/** `schema/sigma-api.openapi.yaml`. */
export interface OpenApi {
  info: { version: string };
  servers: { url: string; "x-region": string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

/** The document as it is written. */
export const openApi = parse(
  readFileSync(new URL("../../../../schema/sigma-api.openapi.yaml", import.meta.url), "utf8"),
) as OpenApi;

/** The schema of a vendor's body. */
export function bodySchema(vendor: string): JsonSchema {
  const found = Object.values(openApi.components.schemas).find(
    (schema) => schema["x-vendor"] === vendor,
  );
  if (found === undefined) throw new Error(`no schema for ${vendor}`);
  return found;
}

/** What is wrong with a value; an empty list where nothing is. */
export function violations(value: unknown, schema: JsonSchema, path = "body"): string[] {
  if (schema.$ref !== undefined) return violations(value, resolve(schema.$ref), path);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  return [
    ...(schema.allOf ?? []).flatMap((part) => violations(value, part, path)),
    ...(schema.const !== undefined && value !== schema.const
      ? [`${path}: not ${schema.const}`]
      : []),
    ...(types.length > 0 && !types.includes(typeOf(value)) ? [`${path}: not ${types.join()}`] : []),
    ...(schema.format === "uri" && !URL.canParse(String(value)) ? [`${path}: no URI`] : []),
    ...(typeOf(value) === "object" ? fieldViolations(value as object, schema, path) : []),
  ];
}

/** The path of each field that has a role, by its role: "languageModel.apiKey". */
export function rolesOf(schema: JsonSchema): Record<string, string> {
  if (schema.$ref !== undefined) return rolesOf(resolve(schema.$ref));
  const inherited = (schema.allOf ?? []).map((part) => rolesOf(part));
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const role = property["x-role"];
    if (role === undefined) return [];
    const inner = Object.entries(rolesOf(property));
    return inner.length === 0
      ? [[role, name] as const]
      : inner.map(([deeper, path]) => [`${role}.${deeper}`, `${name}.${path}`] as const);
  });
  return Object.assign({}, ...inherited, Object.fromEntries(own)) as Record<string, string>;
}

function fieldViolations(value: object, schema: JsonSchema, path: string): string[] {
  const properties = schema.properties ?? {};
  const given = new Map(Object.entries(value));
  return [
    ...(schema.required ?? [])
      .filter((name) => !given.has(name))
      .map((name) => `${path}.${name}: missing`),
    ...[...given].flatMap(([name, field]) => {
      const property = properties[name];
      if (property !== undefined) return violations(field, property, `${path}.${name}`);
      return schema.additionalProperties === false ? [`${path}.${name}: not known`] : [];
    }),
  ];
}

function resolve($ref: string): JsonSchema {
  const name = $ref.replace("#/components/schemas/", "");
  const schema = openApi.components.schemas[name];
  if (schema === undefined) throw new Error(`no schema ${$ref}`);
  return schema;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
