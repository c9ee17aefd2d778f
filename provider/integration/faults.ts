import type { z } from "zod";
import { durationFault } from "./duration.ts";
import { IntegrationError } from "./errors.ts";
import { fieldNames, nearestName } from "./field-names.ts";
import { redact } from "./redact.ts";
import { isRecord } from "./unknown.ts";

type Issue = z.core.$ZodIssue;

/** Translates one finding of the schema into an error in the user's terms. A value that may be a key is never shown. */
export function toFaults(issue: Issue, input: unknown): IntegrationError[] {
  const path = issue.path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownField(path, key));
    case "invalid_type": {
      const isMissing = path !== "" && valueAt(input, issue.path) === undefined;
      return [isMissing ? missing(path) : wrongType(path, issue)];
    }
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
      return isCredential(path)
        ? [wrongCredential(path, issue, valueAt(input, issue.path))]
        : preflightFaults(path, issue, input);
    case "custom":
      if (path.endsWith("validationWait"))
        return [durationFault(path, seen(valueAt(input, issue.path)))];
      return [credentialFault(path, keyFaultOf(issue))];
    case "too_small":
      if (issue.origin === "number") return [notAVersion(path)];
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
          expected: nameRule(path),
        }),
      ];
  }
}

function nameRule(path: string): string {
  if (path === "connection") return "a letter first, then letters, digits, hyphens and underscores";
  if (path.startsWith("preflight.")) return "the name of a host alone, such as gateway.contoso.com";
  return "letters, digits and underscores, and no digit first";
}

function missing(path: string): IntegrationError {
  const model = /(?:language|embedding)Model$/.test(path);
  return new IntegrationError("MISSING_FIELD", {
    path,
    problem: "the field is missing",
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
  if (path.endsWith("apiKeyVersion")) return notAVersion(path);
  const names: Record<string, string> = { object: "a block of fields", array: "a list" };
  return new IntegrationError("INVALID_CONFIG", {
    ...(path === "" ? {} : { path }),
    problem: "the value is of the wrong type",
    expected: names[issue.expected] ?? `a ${issue.expected}`,
    advice: "Correct the value.",
  });
}

function notAVersion(path: string): IntegrationError {
  return new IntegrationError("INVALID_CONFIG", {
    path,
    problem: "the value is no version",
    expected: "a whole number, 0 or more",
    advice: "Give a number, and raise it when the key changes.",
  });
}

function unknownField(parent: string, key: string): IntegrationError {
  const path = `${parent === "" ? "" : `${parent}.`}${redact(key)}`;
  const known = fieldNames(parent);
  const nearest = nearestName(key, known);
  return new IntegrationError("UNKNOWN_FIELD", {
    path,
    problem: "there is no such field",
    expected: `one of ${known.map((name) => `{${name}}`).join(", ")}`,
    advice: nearest === undefined ? "Remove it." : `Did you mean {${nearest}}?`,
  });
}

/** What is wrong with a key or with a reference to one. */
function wrongCredential(path: string, issue: Issue, value: unknown): IntegrationError {
  if (value === undefined) return missing(path);
  const fault = keyFaultOf(issue);
  return fault === undefined ? notACredential(path, value) : credentialFault(path, fault);
}

/** What is wrong in a block of preflight's, or with a value that is neither a block nor a mode. */
function preflightFaults(
  path: string,
  issue: Extract<Issue, { code: "invalid_union" }>,
  input: unknown,
): IntegrationError[] {
  const [, inBlock = []] = issue.errors;
  if (!isRecord(valueAt(input, issue.path))) return [notAPreflight(path)];
  return inBlock.flatMap((inner) =>
    toFaults({ ...inner, path: [...issue.path, ...inner.path] }, input),
  );
}

/** What the schema has against a text as a key: "empty", "url" or "spaces". */
export function keyFaultOf(issue: Issue): unknown {
  const issues = issue.code === "invalid_union" ? issue.errors.flat() : [issue];
  return issues.find((inner) => inner.code === "custom")?.params?.["fault"];
}

/** Names the field of a reference that a misspelt one is nearest to. The field itself may be a key, and is not shown. */
function notACredential(path: string, value: unknown): IntegrationError {
  const known = fieldNames(path);
  const [nearest] = Object.keys(isRecord(value) ? value : {})
    .filter((name) => !known.includes(name))
    .flatMap((name) => nearestName(name, known) ?? []);
  return new IntegrationError("INVALID_CREDENTIAL", {
    path,
    problem: "the value is neither a key nor a reference to one (not shown)",
    expected: 'text, { fromEnv: "NAME" } or { fromFile: "path" }',
    advice: nearest === undefined ? "Give one of these." : `Did you mean {${nearest}}?`,
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

function seen(value: unknown): string {
  if (typeof value !== "string" || value.length > 40) return "the value";
  return JSON.stringify(redact(value));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)];
    return isRecord(value) ? value[String(name)] : undefined;
  }, input);
}
