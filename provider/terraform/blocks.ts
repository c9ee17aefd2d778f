import { FIRST_VERSION } from "../integration/first-version.ts";
import { snakeCase } from "./spelling.ts";
import { isObject, valueAt, type ObjectValue, type Value } from "./values/value.ts";

/** A place of the resource where a key can stand, as a path of attribute names. */
export type KeyPlace = readonly string[];

/** Every place where a key can stand. */
export const KEY_PLACES: readonly KeyPlace[] = [
  ["openai"],
  ["gemini"],
  ["anthropic"],
  ["azure_openai"],
  ["azure_openai", "language_model"],
  ["azure_openai", "embedding_model"],
];

/**
 * The configuration as it is planned and recorded: as the user wrote it, with the version of each write-only key filled in,
 * from the recorded state where there is one. Write-only keys are taken out later, at the one place where all are.
 */
export function withKeyVersions(config: ObjectValue, prior: ObjectValue | null): ObjectValue {
  let filled = config;
  for (const place of KEY_PLACES) {
    if (!isObject(valueAt(config, ...place))) continue;
    filled = withField(filled, [...place, "api_key_wo_version"], versionOf(config, prior, place));
  }
  return filled;
}

/** A path of the core's, as the attributes that lead there: a key is named as the configuration spells it. */
export function attributePath(path: string, config: ObjectValue | null): string[] {
  const names = path.split(".").map(snakeCase);
  const last = names.at(-1);
  if (last === "api_key_version") return [...names.slice(0, -1), "api_key_wo_version"];
  if (last !== "api_key") return names;
  const place = names.slice(0, -1);
  const isPlain = valueAt(config, ...place, "api_key") !== null;
  return [...place, isPlain ? "api_key" : "api_key_wo"];
}

function versionOf(config: ObjectValue, prior: ObjectValue | null, place: KeyPlace): Value {
  const given = valueAt(config, ...place, "api_key_wo_version");
  if (given !== null) return given;
  if (valueAt(config, ...place, "api_key_wo") === null) return null;
  return valueAt(prior, ...place, "api_key_wo_version") ?? FIRST_VERSION;
}

function withField(object: ObjectValue, path: readonly string[], value: Value): ObjectValue {
  const [name = "", ...rest] = path;
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = object[name];
  return isObject(inner) ? { ...object, [name]: withField(inner, rest, value) } : object;
}
