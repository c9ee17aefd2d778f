import { decode, encode, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { UNKNOWN } from "../../integration/unknown.ts";
import { toValue, type Value } from "./value.ts";

/**
 * Any extension is an unknown value; 12 carries refinements of it, which say what is known about the value all the same and
 * may be ignored. https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/object-wire-format.md
 */
const codec: ExtensionCodecType<undefined> = { tryToEncode: () => null, decode: () => UNKNOWN };

/** Decodes Terraform's msgpack. Throws where the bytes are none. */
export function decodeMsgpack(bytes: Uint8Array): Value {
  return toValue(decode(bytes, { extensionCodec: codec }));
}

/** Encodes a value as Terraform expects it. */
export function encodeMsgpack(value: Value): Uint8Array {
  return encode(withExtensions(value));
}

function withExtensions(value: Value): unknown {
  if (value === UNKNOWN) return new ExtData(0, new Uint8Array([0]));
  if (Array.isArray(value)) return value.map(withExtensions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withExtensions(field)]),
  );
}
