import { UNKNOWN } from "../../integration/unknown.ts";
import type { Attribute, Block } from "../schema.ts";
import { isObject, type ObjectValue, type Value } from "./value.ts";

/**
 * A value in the form of its schema: every attribute is there, and write-only ones are null. Everything that is answered
 * passes here, so that no write-only key can come into a plan or a state.
 */
export function conform(value: ObjectValue, { attributes, block_types = {} }: Block): ObjectValue {
  return {
    ...conformAttributes(value, attributes),
    ...Object.fromEntries(
      Object.entries(block_types).map(([name, { block }]) => {
        const nested = value[name] ?? null;
        return [name, isObject(nested) ? conform(nested, block) : nested];
      }),
    ),
  };
}

function conformAttributes(
  value: ObjectValue,
  attributes: Readonly<Record<string, Attribute>>,
): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      attribute.write_only === true ? null : conformAttribute(value[name] ?? null, attribute),
    ]),
  );
}

function conformAttribute(value: Value, { nested_type: nested }: Attribute): Value {
  if (value === null || value === UNKNOWN || nested === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item) =>
      isObject(item) ? conformAttributes(item, nested.attributes) : item,
    );
  }
  return isObject(value) ? conformAttributes(value, nested.attributes) : value;
}
