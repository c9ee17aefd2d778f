import { closestMatch } from "leven";
import { z } from "zod";
import { IntegrationError } from "./errors.ts";
import { integrationSchema } from "./model.ts";
import { isRecord } from "./unknown.ts";

type Issue = z.core.$ZodIssue;

/** Translates one finding of the schema into an error in the user's terms. A value that may be a key is never shown. */
export function toFaults(issue: Issue, input: unknown): IntegrationError[] {
  const path = issue.path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(path, key));
    case "invalid_type":
      return [valueAt(input, issue.path) === undefined ? missing(path) : wrongType(path, issue)];
    case "invalid_value":
      return [
        new IntegrationError("INVALID_CONFIG", {
          path,
          problem: `${seen(valueAt(input, issue.path))} is not a choice`,
          expected: `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`,
          advice: "Use one of these.",
        }),
      ];
    case "invalid_union":
      return [isCredential(path) ? notACredential(path) : notAPreflight(path)];
    case "custom":
      return [credentialFault(path, issue.params?.["fault"])];
    case "too_small":
      return [
        new IntegrationError("INVALID_CONFIG", {
          path,
          problem: "the value is empty",
          expected: "text",
          advice: "Give a value, or leave the field out if it is optional.",
        }),
      ];
    default:
      return [
        new IntegrationError("INVALID_CONFIG", {
          path,
          problem: "the value has characters that a name cannot have",
          expected: "a letter first, then letters, digits and underscores",
        }),
      ];
  }
}

function missing(path: string): IntegrationError {
  const parent = path.split(".").slice(0, -1).join(".");
  const model = /(?:language|embedding)Model$/.test(path);
  return new IntegrationError("MISSING_FIELD", {
    path,
    problem: parent === "" ? "the field is missing" : `the field is missing in ${parent}`,
    ...(model
      ? { expected: "both models: Sigma needs a language model and an embedding model" }
      : {}),
    advice: "Add it.",
  });
}

function wrongType(
  path: string,
  issue: Extract<Issue, { code: "invalid_type" }>,
): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the value is of the wrong type",
    expected: issue.expected === "object" ? "a block of fields" : `a ${issue.expected}`,
    advice: "Correct the value.",
  });
}

function unknownField(parent: string, key: string): IntegrationError {
  const path = parent === "" ? key : `${parent}.${key}`;
  const known = fieldNames(parent === "" ? [] : parent.split("."));
  const nearest = closestMatch(key, known, { maxDistance: Math.max(2, Math.ceil(key.length / 2)) });
  return new IntegrationError("UNKNOWN_FIELD", {
    path,
    problem: "there is no such field",
    expected: `one of ${known.map((name) => `{${name}}`).join(", ")}`,
    advice: nearest === undefined ? "Remove it." : `Did you mean {${nearest}}?`,
  });
}

function notACredential(path: string): IntegrationError {
  return new IntegrationError("INVALID_CREDENTIAL", {
    path,
    problem: "the value is neither a key nor a reference to one (not shown)",
    expected: 'text, { fromEnv: "NAME" } or { fromFile: "path" }',
    advice: "Give one of these.",
  });
}

function notAPreflight(path: string): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the value is not a choice",
    expected:
      '"enforce", "warn", "off", or a block of {mode}, {trustedHosts} and {allowUnverifiedModels}',
    advice: "Use one of these.",
  });
}

/** What is wrong with a key. The key itself is never part of the text. */
export function credentialFault(path: string, fault: unknown): IntegrationError {
  const problems: Record<string, string> = {
    empty: "the key is empty",
    url: "the key is a URL",
    spaces: "the key has spaces, line breaks or other characters that no key has",
  };
  return new IntegrationError("INVALID_CREDENTIAL", {
    path,
    problem: problems[String(fault)] ?? "the key cannot be used",
    expected: "the key alone, on one line, as the vendor shows it",
    advice:
      fault === "url"
        ? "An Azure endpoint belongs into {endpointUrl}; put the key here."
        : "Give the key again, without anything around it.",
  });
}

function isCredential(path: string): boolean {
  return path.endsWith("apiKey");
}

/** The fields that may stand at a path of the resource. */
function fieldNames(path: readonly string[]): string[] {
  let schema: z.core.$ZodType = integrationSchema;
  for (const name of path) {
    const field = objectShape(schema)?.[name];
    if (field === undefined) return [];
    schema = field;
  }
  return Object.keys(objectShape(schema) ?? {});
}

function objectShape(schema: z.core.$ZodType): Record<string, z.core.$ZodType> | undefined {
  if (schema instanceof z.ZodOptional) return objectShape(schema.unwrap());
  if (schema instanceof z.ZodObject) return schema.shape;
  if (!(schema instanceof z.ZodUnion)) return undefined;
  const shapes = schema.options.map(objectShape).filter((shape) => shape !== undefined);
  return Object.assign({}, ...shapes);
}

function seen(value: unknown): string {
  return typeof value === "string" && value.length <= 40 ? JSON.stringify(value) : "the value";
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isRecord(value) ? value[String(name)] : undefined),
    input,
  );
}
