import { isRecord, UNKNOWN } from "../../integration/unknown.ts";

/** A value of Terraform's: `null` stands for null, {@link UNKNOWN} for what is not known before apply. */
export type Value =
  | null
  | boolean
  | number
  | string
  | typeof UNKNOWN
  | readonly Value[]
  | ObjectValue;

/** An object or map. An object that Terraform sends has every attribute of its schema. */
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** Takes over whatever a decoder of msgpack or JSON has made. Throws a TypeError for what no attribute of ours can hold. */
export function toValue(decoded: unknown): Value {
  if (isValue(decoded)) return decoded;
  throw new TypeError("no value of Terraform's");
}

/** Some attributes of an object; one that it lacks is null. */
export function pick(object: ObjectValue, names: readonly string[]): ObjectValue {
  return Object.fromEntries(names.map((name): [string, Value] => [name, object[name] ?? null]));
}

/** Narrows to an object. */
export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of names; null where something on the way is missing or null, unknown where it is unknown. */
export function valueAt(value: Value | undefined, ...path: readonly string[]): Value {
  let current: Value = value ?? null;
  for (const name of path) {
    if (current === UNKNOWN) return UNKNOWN;
    current = isObject(current) ? (current[name] ?? null) : null;
  }
  return current;
}

function isValue(decoded: unknown): decoded is Value {
  if (decoded === null || decoded === UNKNOWN) return true;
  if (Array.isArray(decoded)) return decoded.every(isValue);
  if (isRecord(decoded) && !(decoded instanceof Uint8Array)) {
    return Object.values(decoded).every(isValue);
  }
  return ["string", "boolean", "number"].includes(typeof decoded);
}
