import { IntegrationError } from "../../integration/errors.ts";
import { isRecord } from "../../integration/unknown.ts";
import {
  createSchemaReader,
  followed,
  formsOf,
  listsOf,
  type Form,
  type Resolve,
  type SchemaReader,
} from "./fields.ts";

/** The methods that the client can send. */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A body or an answer, as a document describes it. */
export interface Content {
  /** The forms of its JSON; empty where it has none. */
  forms: readonly Form[];
  /** Media types, where JSON is not among them. */
  otherTypes: readonly string[];
  /** Whether its JSON is a list. */
  isList: boolean;
  /** The lists in it, by their places; an empty text where its JSON is one. */
  lists: readonly { place: string; forms: readonly Form[] }[];
}

/** One operation of an OpenAPI document. */
export interface Documented {
  method: (typeof METHODS)[number];
  /** Below the host, with the path of the document's servers before it. */
  path: string;
  /** Its id, or an empty text. */
  id: string;
  body: Content;
  /** What a success is answered with. */
  answer: Content;
  /** The statuses that are described: "200", "default". */
  statuses: readonly string[];
  /** Parameters in the query, a header or a cookie without which it cannot be called. */
  demanded: readonly string[];
}

/** What is read of an OpenAPI document. */
export interface OpenApi {
  title: string;
  version: string;
  /** Addresses without their paths. */
  hosts: readonly string[];
  operations: readonly Documented[];
  /** References that lead nowhere, or out of the document. */
  unresolved: readonly string[];
}

/** Reads an OpenAPI document of version 3. Throws INVALID_OPENAPI where it is another thing. */
export function readOpenApi(document: unknown): OpenApi {
  if (!isRecord(document) || !isRecord(document["paths"])) throw invalid("has no paths");
  if (!textOf(document["openapi"]).startsWith("3.")) throw invalid("is not of OpenAPI 3");
  const unresolved = new Set<string>();
  const reader = createSchemaReader(resolver(document, unresolved));
  const info = isRecord(document["info"]) ? document["info"] : {};
  const servers = serversOf(document["servers"]);
  const [prefix = "", ...others] = new Set(servers.map(({ pathname }) => trimmed(pathname)));
  const before = others.length === 0 ? prefix : "";
  const operations = Object.entries(document["paths"]).flatMap(([path, item]) => {
    const methods = followed(item, reader.resolve);
    return METHODS.flatMap((method) => {
      const operation = methods[method.toLowerCase()];
      if (!isRecord(operation)) return [];
      return [documented(method, before + path, operation, methods["parameters"], reader)];
    });
  });
  return {
    title: textOf(info["title"]),
    version: textOf(info["version"]),
    hosts: servers.map(({ origin }) => origin).filter((origin) => origin !== NO_HOST),
    operations,
    unresolved: [...unresolved],
  };
}

/** The document that was given is none that can be used. */
export function invalid(problem: string, path?: string): IntegrationError {
  return new IntegrationError("INVALID_OPENAPI", {
    path,
    problem: `the OpenAPI document ${problem}`,
  });
}

const NO_HOST = "https://document.invalid";

function documented(
  method: Documented["method"],
  path: string,
  operation: Record<string, unknown>,
  shared: unknown,
  reader: SchemaReader,
): Documented {
  const responses = isRecord(operation["responses"]) ? operation["responses"] : {};
  const success = Object.keys(responses).find((status) => /^2(?:\d\d|XX)$/i.test(status));
  const parameters = [shared, operation["parameters"]]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((parameter) => followed(parameter, reader.resolve));
  return {
    method,
    path,
    id: textOf(operation["operationId"]),
    body: contentOf(operation["requestBody"], reader),
    answer: contentOf(success === undefined ? undefined : responses[success], reader),
    statuses: Object.keys(responses),
    demanded: parameters
      .filter((parameter) => parameter["required"] === true && parameter["in"] !== "path")
      .map((parameter) => `${textOf(parameter["in"])} ${textOf(parameter["name"])}`),
  };
}

function contentOf(given: unknown, reader: SchemaReader): Content {
  const { resolve } = reader;
  const { content } = followed(given, resolve);
  const types = isRecord(content) ? content : {};
  const json = Object.keys(types).find((type) =>
    /^(?:application\/(?:.+\+)?json\b|\*\/\*)/i.test(type),
  );
  if (json === undefined) {
    return { forms: [], otherTypes: Object.keys(types), isList: false, lists: [] };
  }
  const media = types[json];
  const written = isRecord(media) ? media["schema"] : undefined;
  const schema = followed(written, resolve);
  const isList = schema["type"] === "array" || "items" in schema;
  const lists = listsOf(written, reader);
  return { forms: formsOf(written, reader), otherTypes: [], isList, lists };
}

/** Only references inside of the document are followed: `#/components/schemas/AiConfig`. */
function resolver(document: Record<string, unknown>, unresolved: Set<string>): Resolve {
  return (reference) => {
    let found: unknown = reference.startsWith("#/") ? document : undefined;
    for (const part of reference.slice(2).split("/")) {
      const name = decoded(part).replaceAll("~1", "/").replaceAll("~0", "~");
      const list = Array.isArray(found) ? found[Number(name)] : undefined;
      found = isRecord(found) && Object.hasOwn(found, name) ? found[name] : list;
    }
    if (found === undefined) unresolved.add(reference);
    return found;
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function serversOf(servers: unknown): URL[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server: unknown) => {
    if (!isRecord(server) || typeof server["url"] !== "string") return [];
    const variables = isRecord(server["variables"]) ? server["variables"] : {};
    const url = server["url"].replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
      const variable = variables[name];
      return isRecord(variable) ? textOf(variable["default"]) : "";
    });
    // A document may give its server as a path alone.
    return URL.canParse(url, NO_HOST) ? [new URL(url, NO_HOST)] : [];
  });
}

/** A text of the document, fit to be shown. YAML takes a version for a number. */
function textOf(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  return String(value).replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, "");
}
