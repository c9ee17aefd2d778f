import { Secret } from "./secret.ts";

/** Marks a value that the engine does not know before apply, such as an output of a resource still to be created. */
export const UNKNOWN = Symbol.for("sigma-external-ai.unknown");

/** A configuration in which every unknown value has been replaced by a stand-in that passes the check. */
export interface WithStandIns {
  value: unknown;
  /** The paths of the values that are not known yet, in the order they were met. */
  unknown: string[];
}

const STAND_IN = "not-known-yet";
/** Where the name of an environment variable is expected. */
const STAND_IN_NAME = "NOT_KNOWN_YET";
const STAND_IN_URL = `https://${STAND_IN}.openai.azure.com`;

/** True for a text that stands in for a value not known yet. */
export function isStandIn(text: string): boolean {
  return text.startsWith(STAND_IN) || text === STAND_IN_URL;
}

/**
 * Replaces unknown values, so that everything else can be checked before apply, and drops fields that are null. A whole
 * block may be unknown too. A vendor's block that is unknown counts only where no other vendor's block stands, since it
 * may turn out to be empty; of several unknown ones the first stands in for all.
 */
export function replaceUnknown(value: unknown, vendorBlocks: readonly string[]): WithStandIns {
  const unknown: string[] = [];
  if (!isRecord(value)) return { value, unknown };

  const blocks = vendorBlocks.filter((name) => value[name] !== undefined && value[name] !== null);
  const certain = blocks.find((name) => value[name] !== UNKNOWN) ?? blocks[0];
  const doubtful = blocks.filter((name) => value[name] === UNKNOWN && name !== certain);
  const considered = Object.entries(value).filter(([name]) => !doubtful.includes(name));
  const replaced = replaceFields(considered, "", unknown);
  return { value: replaced, unknown: [...unknown, ...doubtful] };
}

/** Narrows to a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function replaceFields(
  fields: [string, unknown][],
  prefix: string,
  unknown: string[],
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      if (field === undefined || field === null) return [];
      const path = `${prefix}${name}`;
      if (field === UNKNOWN) {
        unknown.push(path);
        return [[name, standIn(name, path)]];
      }
      if (Array.isArray(field) && field.includes(UNKNOWN)) {
        unknown.push(path);
        return [[name, field.map((item) => (item === UNKNOWN ? STAND_IN : item))]];
      }
      const nested = isRecord(field) && !(field instanceof Secret);
      return [[name, nested ? replaceFields(Object.entries(field), `${path}.`, unknown) : field]];
    }),
  );
}

function standIn(name: string, path: string): unknown {
  switch (name) {
    case "openai":
    case "gemini":
    case "anthropic":
      return { apiKey: STAND_IN };
    case "azureOpenai":
      return {
        languageModel: standIn("languageModel", `${path}.languageModel`),
        embeddingModel: standIn("embeddingModel", `${path}.embeddingModel`),
      };
    case "languageModel":
    case "embeddingModel":
      return {
        deploymentId: standIn("deploymentId", path),
        endpointUrl: STAND_IN_URL,
        apiKey: STAND_IN,
      };
    case "deploymentId":
      return `${STAND_IN}:${path}`;
    case "endpointUrl":
      return STAND_IN_URL;
    case "apiKey":
    case "tenant":
    case "fromFile":
      return STAND_IN;
    case "fromEnv":
      return STAND_IN_NAME;
    default:
      return undefined;
  }
}
