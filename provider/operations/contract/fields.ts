import { isRecord } from "../../integration/unknown.ts";
import { wordsOf } from "./words.ts";

/** One value of a body, at the place where it stands: `config.auth.key`. */
export interface Field {
  place: string;
  words: readonly string[];
  /** The values that are allowed; empty where any is. */
  values: readonly unknown[];
  isRequired: boolean;
  /** Whether it, or something on the way to it, may be null. */
  isNullable: boolean;
  isSecret: boolean;
}

/** One form that a body may have: all its values. */
export type Form = readonly Field[];

/** Follows a reference. Answers nothing where it leads nowhere, or out of the document. */
export type Resolve = (reference: string) => unknown;

/** Reads the schemas of one document, each once. */
export interface SchemaReader {
  resolve: Resolve;
  known: Map<unknown, readonly Draft[]>;
}

/** More references in a row are a circle. */
const HOP_LIMIT = 20;

/** More forms, and more values in one, are not told apart. */
const FORM_LIMIT = 32;
const FIELD_LIMIT = 300;

/** A form that is not finished: what else it is joined with may demand more of it. */
export interface Draft {
  fields: Field[];
  required: ReadonlySet<string>;
}

const NOTHING: Draft = { fields: [], required: new Set() };

/** Makes a reader for the schemas of one document. */
export function createSchemaReader(resolve: Resolve): SchemaReader {
  return { resolve, known: new Map() };
}

/** The forms of a JSON Schema: one for each choice of `oneOf` and `anyOf`. What is in a list is not looked at. */
export function formsOf(schema: unknown, reader: SchemaReader): Form[] {
  return draftsOf(schema, reader).map(({ fields, required }) =>
    fields.map((field) => ({
      ...field,
      isRequired: field.isRequired && required.has(field.place.split(".")[0] ?? ""),
    })),
  );
}

/** The lists of a JSON Schema with the forms of their entries: the schema itself, or one property of it. */
export function listsOf(
  schema: unknown,
  reader: SchemaReader,
  depth = 0,
): { place: string; forms: Form[] }[] {
  const { resolve } = reader;
  const outer = followed(schema, resolve);
  if ("items" in outer) return [{ place: "", forms: formsOf(outer["items"], reader) }];
  if (depth > HOP_LIMIT) return [];
  const properties = isRecord(outer["properties"]) ? outer["properties"] : {};
  const own = Object.entries(properties).flatMap(([place, property]) => {
    const inner = followed(property, resolve);
    return "items" in inner ? [{ place, forms: formsOf(inner["items"], reader) }] : [];
  });
  return [...own, ...listOf(outer["allOf"]).flatMap((part) => listsOf(part, reader, depth + 1))];
}

/** A schema with what its `$ref` leads to laid under it. */
export function followed(schema: unknown, resolve: Resolve): Record<string, unknown> {
  let current = isRecord(schema) ? schema : {};
  for (let hops = 0; typeof current["$ref"] === "string" && hops < HOP_LIMIT; hops += 1) {
    const { $ref, ...beside } = current;
    const target = resolve($ref);
    current = isRecord(target) ? { ...target, ...beside } : beside;
  }
  return current;
}

function draftsOf(given: unknown, reader: SchemaReader): readonly Draft[] {
  const key = isRecord(given) && Object.keys(given).length === 1 ? (given["$ref"] ?? given) : given;
  const known = reader.known.get(key);
  if (known !== undefined) return known;
  // A schema that contains itself has nothing of its own in there.
  reader.known.set(key, [NOTHING]);
  const drafts = newDraftsOf(followed(given, reader.resolve), reader);
  reader.known.set(key, drafts);
  return drafts;
}

function newDraftsOf(schema: Record<string, unknown>, reader: SchemaReader): Draft[] {
  const { resolve } = reader;
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  const own: Draft = { fields: [], required: new Set(listOf(schema["required"]).map(String)) };
  const parts: (readonly Draft[])[] = [
    [own],
    ...Object.entries(properties).map(([name, property]) => propertyForms(name, property, reader)),
    ...listOf(schema["allOf"]).map((part) => draftsOf(part, reader)),
    ...["oneOf", "anyOf"].flatMap((choice) => {
      const options = listOf(schema[choice]).filter((option) => !isNull(option, resolve));
      return options.length === 0
        ? []
        : [options.flatMap((option) => optionDrafts(option, schema, reader))];
    }),
  ];
  return parts.reduce<Draft[]>(combined, [NOTHING]);
}

/** Every draft with every choice, up to the limit. */
function combined(drafts: readonly Draft[], choices: readonly Draft[]): Draft[] {
  const all: Draft[] = [];
  for (const draft of drafts) {
    for (const choice of choices) {
      if (all.length < FORM_LIMIT) all.push(together(draft, choice));
    }
  }
  return all;
}

/** A discriminator says which value its property has in an option. */
function optionDrafts(
  option: unknown,
  { discriminator }: Record<string, unknown>,
  reader: SchemaReader,
): readonly Draft[] {
  const drafts = draftsOf(option, reader);
  if (!isRecord(discriminator) || !isRecord(option)) return drafts;
  const reference = option["$ref"];
  const { propertyName: place, mapping } = discriminator;
  if (typeof place !== "string" || typeof reference !== "string") return drafts;
  const name = reference.split("/").at(-1);
  const named = Object.entries(isRecord(mapping) ? mapping : {}).flatMap(([value, target]) =>
    target === reference || target === name ? [value] : [],
  );
  const values = named.length === 0 ? [name] : named;
  const field = { ...leaf(place, {}, reader.resolve), values };
  return drafts.map((draft) => together(draft, { fields: [field], required: new Set([place]) }));
}

function propertyForms(name: string, property: unknown, reader: SchemaReader): Draft[] {
  const { resolve } = reader;
  const schema = followed(property, resolve);
  const isNullable = allowsNull(schema, resolve);
  const all = formsOf(property, reader);
  const forms = all.every((form) => form.length === 0) ? [[]] : all;
  return forms.map((form) => ({
    required: new Set(),
    fields:
      form.length === 0
        ? [leaf(name, schema, resolve)]
        : form.map((field) => ({
            ...field,
            place: `${name}.${field.place}`,
            words: [...wordsOf(name), ...field.words],
            isNullable: isNullable || field.isNullable,
          })),
  }));
}

function leaf(place: string, schema: Record<string, unknown>, resolve: Resolve): Field {
  return {
    place,
    words: wordsOf(place),
    values: valuesOf(schema, resolve),
    isRequired: true,
    isNullable: allowsNull(schema, resolve),
    isSecret: schema["format"] === "password" || schema["writeOnly"] === true,
  };
}

function valuesOf(given: unknown, resolve: Resolve): unknown[] {
  const schema = followed(given, resolve);
  if ("const" in schema) return [schema["const"]];
  const choices = ["oneOf", "anyOf", "allOf"].flatMap((choice) => listOf(schema[choice]));
  const inner = choices.flatMap((option) => valuesOf(option, resolve));
  return [...listOf(schema["enum"]), ...inner].filter((value) => value !== null);
}

function together(one: Draft, other: Draft): Draft {
  const fields = new Map(one.fields.map((field) => [field.place, field]));
  for (const field of other.fields) {
    const known = fields.get(field.place);
    fields.set(field.place, known === undefined ? field : narrowed(known, field));
  }
  return {
    fields: [...fields.values()].slice(0, FIELD_LIMIT),
    required: new Set([...one.required, ...other.required]),
  };
}

function narrowed(one: Field, other: Field): Field {
  const common = one.values.filter((value) => other.values.includes(value));
  return {
    ...one,
    values: common.length === 0 ? [...one.values, ...other.values] : common,
    isNullable: one.isNullable || other.isNullable,
    isSecret: one.isSecret || other.isSecret,
  };
}

function allowsNull(schema: Record<string, unknown>, resolve: Resolve): boolean {
  if (schema["nullable"] === true || listOf(schema["type"]).includes("null")) return true;
  if (listOf(schema["enum"]).includes(null)) return true;
  return ["oneOf", "anyOf"].some((choice) =>
    listOf(schema[choice]).some((option) => isNull(option, resolve)),
  );
}

function isNull(given: unknown, resolve: Resolve): boolean {
  const schema = followed(given, resolve);
  return schema["type"] === "null" || ("const" in schema && schema["const"] === null);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
