import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { isDeepStrictEqual } from "node:util";

/** The properties of a resource, as the engine sends them. */
export type Properties = Record<string, unknown>;

/** What the engine and its SDK write in the place of a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Struct = InstanceType<typeof structs.Struct>;

/** The properties of a message, without those that are null. */
export function fromStruct(struct: Struct | undefined): Properties {
  const value: unknown = withoutNulls(struct?.toJavaScript() ?? {});
  return asProperties(value);
}

/** The properties as a message holds them. */
export function toStruct(properties: Properties): Struct {
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

/** A value as properties; none where it is no object. */
export function asProperties(value: unknown): Properties {
  return isObject(value) ? value : {};
}

/** Whether a value is a plain object. */
export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The properties at the top whose values differ. */
export function changedKeys(olds: Properties, news: Properties): string[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...keys].filter((key) => !isDeepStrictEqual(olds[key], news[key]));
}

/** Those of the properties that have one of these names. */
export function picked(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(
    names.filter((name) => name in properties).map((name) => [name, properties[name]]),
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null)
      .map(([key, child]) => [key, withoutNulls(child)]),
  );
}
