import type {
  AttributePath,
  AttributePath_Step,
  Diagnostic,
  DynamicValue,
} from "./protocol/gen/tfplugin6.ts";
import { Diagnostic_Severity } from "./protocol/gen/tfplugin6.ts";
import type { Diagnosis } from "./diagnostics.ts";
import { decodeMsgpack, encodeMsgpack } from "./values/msgpack.ts";
import { isObject, toValue, type ObjectValue, type Value } from "./values/value.ts";

const NOTHING = new Uint8Array();

/** A value as it came over the wire, in either of its two forms. What was not sent is null. */
export function decodeDynamic(value: DynamicValue | undefined): Value {
  if (value === undefined) return null;
  if (value.msgpack.length > 0) return decodeMsgpack(value.msgpack);
  return value.json.length > 0 ? decodeJson(value.json) : null;
}

/** An object as it came over the wire; null where there is none. */
export function decodeObject(value: DynamicValue | undefined): ObjectValue | null {
  const decoded = decodeDynamic(value);
  return isObject(decoded) ? decoded : null;
}

/** An object of JSON, as recorded states come. Null where it is none. */
export function decodeJsonObject(json: Uint8Array | undefined): ObjectValue | null {
  if (json === undefined || json.length === 0) return null;
  try {
    const decoded = decodeJson(json);
    return isObject(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** A value for the wire. */
export function encodeDynamic(value: Value): DynamicValue {
  return { msgpack: encodeMsgpack(value), json: NOTHING };
}

/** What is shown to the user, for the wire. */
export function encodeDiagnostics(list: readonly Diagnosis[]): Diagnostic[] {
  return list.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === "error" ? Diagnostic_Severity.ERROR : Diagnostic_Severity.WARNING,
    summary,
    detail,
    attribute: attribute.length === 0 ? undefined : encodePath(attribute),
  }));
}

/** The way to an attribute, for the wire. */
export function encodePath(names: readonly string[]): AttributePath {
  return { steps: names.map(stepTo) };
}

/** A number is the place in a list; no attribute has one for its name. */
function stepTo(name: string): AttributePath_Step {
  return /^\d+$/.test(name) ? { elementKeyInt: Number(name) } : { attributeName: name };
}

function decodeJson(bytes: Uint8Array): Value {
  return toValue(JSON.parse(Buffer.from(bytes).toString("utf8")));
}
