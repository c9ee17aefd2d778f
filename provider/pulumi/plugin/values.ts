import structMessages, {
  type JavaScriptValue,
  type Struct,
} from "google-protobuf/google/protobuf/struct_pb.js";
import { isRecord } from "../../integration/unknown.ts";

/** Properties as they are once they have left a message. */
export type Properties = Record<string, unknown>;

/** The properties of a message; none where it has none. */
export function toProperties(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Properties for a message. Fields that are undefined are left out, since the wire has no form for them. */
export function toStruct(properties: unknown): Struct {
  return structMessages.Struct.fromJavaScript(isRecord(properties) ? toFields(properties) : {});
}

function toFields(properties: Properties): Record<string, JavaScriptValue> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) =>
      field === undefined ? [] : [[name, toValue(field)]],
    ),
  );
}

function toValue(value: unknown): JavaScriptValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map(toValue);
  return isRecord(value) ? toFields(value) : null;
}
