/** Makes properties and types of Pulumi's schema from fields of the zod model. */
import { z } from "zod";
import { descriptionOf, isSecret, unwrapped, type Schema } from "./zod-schema.ts";

/** A type where it is used: a plain one, or a reference to one with a name. */
export interface TypeJson {
  type?: string;
  $ref?: string;
  items?: TypeJson;
  additionalProperties?: TypeJson;
  oneOf?: TypeJson[];
}

/** One property of a resource, function or type. */
export interface PropertyJson extends TypeJson {
  description?: string;
  default?: string;
  secret?: true;
  willReplaceOnChanges?: true;
}

/** A type with a name. */
export interface NamedTypeJson {
  type: "object" | "string";
  description?: string;
  properties?: Record<string, PropertyJson>;
  required?: string[];
  enum?: { value: string }[];
}

/** The types with names that a schema needs, collected while its properties are made. */
export interface Types {
  properties: (model: z.ZodObject) => {
    properties: Record<string, PropertyJson>;
    required: string[];
  };
  /** Adds a type of its own, and refers to it. */
  add: (name: string, type: NamedTypeJson) => TypeJson;
  /** Every type so far, by its token. */
  all: () => Record<string, NamedTypeJson>;
}

/** What a block or a choice is called, by the field that holds it. Fields of one shape share a name. */
const NAMES: Readonly<Record<string, string>> = {
  openai: "ApiKeyVendor",
  gemini: "ApiKeyVendor",
  anthropic: "ApiKeyVendor",
  azureOpenai: "AzureOpenai",
  languageModel: "AzureModel",
  embeddingModel: "AzureModel",
  fromEnv: "KeyFromEnv",
  fromFile: "KeyFromFile",
  preflight: "Preflight",
  mode: "PreflightMode",
  existing: "Existing",
  removal: "Removal",
  credentialDrift: "CredentialDrift",
  status: "Status",
  driftVisibility: "DriftVisibility",
  applied: "VendorFacts",
  remote: "VendorFacts",
};

/** Blocks of the recorded state that look different from the input of the same name. */
const RECORDED: Readonly<Record<string, string>> = {
  AzureModel: "ModelFacts",
  Preflight: "AppliedPreflight",
};

/** Starts with no types. */
export function createTypes(): Types {
  const types = new Map<string, NamedTypeJson>();

  const add: Types["add"] = (name, type) => {
    const token = `sigma:index:${name}`;
    const known = types.get(token);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(type)) {
      throw new Error(`two types are called ${name}`);
    }
    types.set(token, type);
    return { $ref: `#/types/${token}` };
  };

  const properties: Types["properties"] = (model) => {
    const fields = Object.entries(model.shape).map(([name, field]: [string, Schema]) => ({
      name,
      property: property(name, field),
      isRequired: !(field instanceof z.ZodOptional),
    }));
    return {
      properties: Object.fromEntries(fields.map((field) => [field.name, field.property])),
      required: fields.flatMap(({ name, isRequired }) => (isRequired ? [name] : [])),
    };
  };

  const property = (name: string, field: Schema): PropertyJson => {
    const inner = unwrapped(field);
    const description = descriptionOf(field) || FACTS[name] || SAME_INPUT;
    return {
      ...typeOf(name, inner),
      description: description + choicesOf(inner),
      ...(isSecret(field) ? { secret: true } : {}),
      ...(replaces(field) ? { willReplaceOnChanges: true } : {}),
    };
  };

  const typeOf = (name: string, field: Schema): TypeJson => {
    if (field instanceof z.ZodUnion) {
      return { oneOf: field.options.map((option: Schema) => optionType(name, unwrapped(option))) };
    }
    if (field instanceof z.ZodObject) return objectType(name, field);
    if (field instanceof z.ZodEnum) return enumType(name, field);
    if (field instanceof z.ZodArray) {
      return { type: "array", items: typeOf(name, unwrapped(field.element)) };
    }
    if (field instanceof z.ZodRecord) {
      return { type: "object", additionalProperties: typeOf(name, unwrapped(field.valueType)) };
    }
    if (field instanceof z.ZodBoolean) return { type: "boolean" };
    if (field instanceof z.ZodNumber) return { type: field.isInt ? "integer" : "number" };
    return { type: "string" };
  };

  /** A form among several is called by the field in it where that tells it apart. */
  const optionType = (name: string, option: Schema): TypeJson => {
    // The generator for Go takes a choice among the forms for all there is, so that no other form could be given.
    if (option instanceof z.ZodEnum) return { type: "string" };
    if (!(option instanceof z.ZodObject)) return typeOf(name, option);
    const [only = "", ...more] = Object.keys(option.shape);
    return objectType(more.length === 0 ? only : name, option, descriptionOf(option));
  };

  const objectType = (name: string, model: z.ZodObject, description = ""): TypeJson => {
    const made = properties(model);
    const isInput = model.def.catchall !== undefined;
    const called = NAMES[name] ?? "";
    return add(isInput ? called : (RECORDED[called] ?? called), {
      type: "object",
      ...(description === "" ? {} : { description }),
      ...made,
    });
  };

  const enumType = (name: string, field: z.ZodEnum): TypeJson =>
    add(NAMES[name] ?? "", {
      type: "string",
      enum: field.options.map((value) => ({ value: String(value) })),
    });

  return { properties, add, all: () => Object.fromEntries([...types].sort(byToken)) };
}

/** What is recorded of a vendor, by the field; the model says it of the whole. */
const FACTS: Readonly<Record<string, string>> = {
  aiProvider: "The vendor.",
  languageModel: "The deployment of the language model; of Azure OpenAI alone.",
  embeddingModel: "The deployment of the embedding model; of Azure OpenAI alone.",
  deploymentId: "Name of the deployment.",
  endpointUrl: "Endpoint of the deployment.",
};

const SAME_INPUT = "The input of the same name, with its default filled in.";

/** The choices that no type tells, see above. */
function choicesOf(field: Schema): string {
  if (!(field instanceof z.ZodUnion)) return "";
  const modes = field.options.find((option: Schema) => option instanceof z.ZodEnum);
  return modes === undefined ? "" : ` One of ${modes.options.join(", ")}, or a block.`;
}

function replaces(field: Schema): boolean {
  return z.globalRegistry.get(field)?.["replaces"] === true;
}

function byToken([one]: [string, NamedTypeJson], [other]: [string, NamedTypeJson]): number {
  return one < other ? -1 : 1;
}
