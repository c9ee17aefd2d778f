import { settingsOf, targetOf } from "../integration/config.ts";
import { integrationSchema } from "../integration/model.ts";
import { parseState, type IntegrationState } from "../integration/state.ts";
import { computedNames } from "./schema.ts";
import { camelCase } from "./spelling.ts";
import { isObject, pick, valueAt, type ObjectValue, type Value } from "./values/value.ts";

/** Attributes that are no inputs of the core. */
const NOT_INPUTS = new Set(["timeouts", ...computedNames]);

/** The inputs that say how the resource is handled, and where it is. */
const settingsSchema = integrationSchema
  .pick({
    tenant: true,
    existing: true,
    expectedOrganizationId: true,
    preflight: true,
    removal: true,
    credentialDrift: true,
  })
  .strip();

/** What Terraform sends as a configuration, for the core: in camelCase, and each key in one spelling. */
export function decodeConfig(config: ObjectValue): unknown {
  return decodeFields(
    Object.fromEntries(Object.entries(config).filter(([name]) => !NOT_INPUTS.has(name))),
  );
}

/** What Terraform has recorded, for the core. Throws INVALID_STATE where it is not ours. */
export function decodeState(state: ObjectValue): IntegrationState {
  const settings = settingsSchema.safeParse(decodeConfig(state));
  const keyVersions = decodeVersions(state);
  const validationWait = valueAt(state, "azure_openai", "validation_wait");
  return parseState({
    ...decodeFields(pick(state, computedNames)),
    ...(keyVersions.length === 0 ? {} : { keyVersions: Object.fromEntries(keyVersions) }),
    ...(typeof validationWait === "string" ? { validationWait } : {}),
    ...(settings.success
      ? { ...targetOf(settings.data), ...settingsOf(settings.data) }
      : settingsOf({})),
  });
}

function decodeFields(fields: ObjectValue): Record<string, unknown> {
  const { api_key: plain, api_key_wo: writeOnly, api_key_wo_version: version, ...rest } = fields;
  const key = plain ?? writeOnly ?? null;
  return {
    ...Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => {
        const decoded = decodeValue(value);
        return decoded === undefined ? [] : [[camelCase(name), decoded]];
      }),
    ),
    ...(key === null ? {} : { apiKey: key }),
    ...((version ?? null) === null ? {} : { apiKeyVersion: decodeNumber(version ?? null) }),
  };
}

/** Null is a field that was not given. */
function decodeValue(value: Value): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => decodeValue(item));
  return isObject(value) ? decodeFields(value) : value;
}

/** Terraform sends a number as text where it would not fit otherwise. */
function decodeNumber(value: Value): unknown {
  return typeof value === "string" ? Number(value) : value;
}

/** The versions of the keys by the paths of the core. A model without one of its own has that of both models. */
function decodeVersions(state: ObjectValue): [path: string, version: number][] {
  const versionAt = (...path: string[]): unknown =>
    decodeNumber(valueAt(state, ...path, "api_key_wo_version"));
  const shared = versionAt("azure_openai");
  const versions: [string, unknown][] = [
    ["openai.apiKey", versionAt("openai")],
    ["gemini.apiKey", versionAt("gemini")],
    ["anthropic.apiKey", versionAt("anthropic")],
    ["azureOpenai.apiKey", shared],
    ["azureOpenai.languageModel.apiKey", versionAt("azure_openai", "language_model") ?? shared],
    ["azureOpenai.embeddingModel.apiKey", versionAt("azure_openai", "embedding_model") ?? shared],
  ];
  return versions.flatMap(([path, version]) =>
    typeof version === "number" ? [[path, version]] : [],
  );
}
