/** Makes attributes of Terraform from fields of the zod model. */
import { z } from "zod";
import { DEFAULTS } from "../../provider/integration/model.ts";
import { snakeCase } from "../../provider/terraform/spelling.ts";
import { descriptionOf, isSecret, unwrapped, type Schema } from "./zod-schema.ts";

/** A type as Terraform writes it in JSON. */
export type TypeJson = "string" | "number" | "bool" | ["list", TypeJson] | ["object", TypesJson];

/** The types of an object's attributes. */
export interface TypesJson {
  [name: string]: TypeJson;
}

/** One attribute of a schema. Either `type` or `nested_type` is there. */
export interface AttributeJson {
  type?: TypeJson;
  nested_type?: { attributes: Record<string, AttributeJson>; nesting_mode: "single" | "list" };
  description?: string;
  description_kind?: "plain";
  required?: true;
  optional?: true;
  computed?: true;
  sensitive?: true;
  write_only?: true;
}

/** The inputs of an object of the model, each key in its two spellings. */
export function attributesOf(model: z.ZodObject): [string, AttributeJson][] {
  return Object.entries(model.shape).flatMap(([name, field]: [string, Schema]) => {
    if (isSecret(field)) return keyAttributes();
    if (name === "apiKeyVersion") return [["api_key_wo_version", keyVersion()]];
    return [[snakeCase(name), input(name, field)]];
  });
}

function keyAttributes(): [string, AttributeJson][] {
  return [
    [
      "api_key",
      {
        ...optional("string", "The API key. It is stored in the state; prefer api_key_wo."),
        sensitive: true,
      },
    ],
    [
      "api_key_wo",
      {
        ...optional(
          "string",
          "The API key, write-only: never in a plan or a state. Needs Terraform or OpenTofu 1.11. A changed key is seen by a salted fingerprint. What azurerm or azapi store of an account's keys stays in the state all the same.",
        ),
        sensitive: true,
        write_only: true,
      },
    ],
  ];
}

function keyVersion(): AttributeJson {
  return {
    ...optional(
      "number",
      "A number to raise when api_key_wo changes. Where it is given, only the number decides whether the key is saved again: for keys that differ at every run. An imported key has version 1.",
    ),
    computed: true,
  };
}

function input(name: string, field: Schema): AttributeJson {
  const inner = unwrapped(field);
  const need =
    field instanceof z.ZodOptional ? { optional: true as const } : { required: true as const };
  const initial = Object.entries(DEFAULTS).find(([key]) => key === name)?.[1];
  const choices = inner instanceof z.ZodEnum ? ` One of ${inner.options.join(", ")}.` : "";
  const text = `${descriptionOf(field)}${choices}${initial === undefined ? "" : ` Default: ${initial}.`}`;
  const block = blockOf(inner);
  if (block !== undefined) {
    const attributes = sorted(Object.fromEntries(attributesOf(block)));
    return { nested_type: { attributes, nesting_mode: "single" }, ...described(text), ...need };
  }
  return { type: typeOf(inner), ...described(text), ...need };
}

/** What only the provider sets. */
export function computed(field: Schema): AttributeJson {
  const inner = unwrapped(field);
  const text = described(descriptionOf(field));
  if (!(inner instanceof z.ZodObject)) return { type: typeOf(inner), ...text, computed: true };
  const attributes = Object.entries(inner.shape).map(([name, nested]: [string, Schema]) => [
    snakeCase(name),
    computed(nested),
  ]);
  return {
    nested_type: { attributes: sorted(Object.fromEntries(attributes)), nesting_mode: "single" },
    ...text,
    computed: true,
  };
}

/** An attribute that may be left out. */
export function optional(type: TypeJson, text: string): AttributeJson {
  return { type, ...described(text), optional: true };
}

/** A block, also where the model admits a shorter form beside it. */
function blockOf(field: Schema): z.ZodObject | undefined {
  if (field instanceof z.ZodObject) return field;
  if (!(field instanceof z.ZodUnion)) return undefined;
  return field.options.map(blockOf).find((block) => block !== undefined);
}

function typeOf(field: Schema): TypeJson {
  if (field instanceof z.ZodArray) return ["list", typeOf(field.element)];
  if (field instanceof z.ZodBoolean) return "bool";
  return field instanceof z.ZodNumber ? "number" : "string";
}

/** A text, with fields spelled as Terraform spells them. */
export function described(text: string): Pick<AttributeJson, "description" | "description_kind"> {
  // The model's texts name fields as the core spells them.
  const spelled = text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, snakeCase);
  return text === "" ? {} : { description: spelled, description_kind: "plain" };
}

/** The same record in the order of its names. */
export function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
