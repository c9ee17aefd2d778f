import type { IntegrationState } from "../integration/state.ts";
import { isRecord } from "../integration/unknown.ts";
import { computedNames } from "./schema.ts";
import { camelCase, snakeCase } from "./spelling.ts";
import type { ObjectValue, Value } from "./values/value.ts";

/** The recorded state as the attributes that the provider sets. */
export function encodeState(state: IntegrationState): ObjectValue {
  const outputs: Record<string, unknown> = { ...state, id: state.organizationId };
  return Object.fromEntries(
    computedNames.map((name) => [name, encodeValue(outputs[camelCase(name)])]),
  );
}

/** A value of the core's, in Terraform's spelling. What is undefined is null. */
export function encodeValue(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map(encodeValue);
  if (!isRecord(value)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [snakeCase(name), encodeValue(field)]),
  );
}
