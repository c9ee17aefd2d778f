import { Decoder, Encoder, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { UNKNOWN } from "../../integration/unknown.ts";
import { toValue, type Value } from "./value.ts";

/**
 * Any extension is an unknown value; 12 carries refinements of it, which say what is known about the value all the same and
 * may be ignored. https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/object-wire-format.md
 */
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (value === UNKNOWN ? unknown : null),
  decode: () => UNKNOWN,
};

const unknown = new ExtData(0, new Uint8Array([0]));

/** Made once: a new one for each value shows in a profile. */
const encoder = new Encoder({ extensionCodec });
const decoder = new Decoder({ extensionCodec });

/** Decodes Terraform's msgpack. Throws where the bytes are none. */
export function decodeMsgpack(bytes: Uint8Array): Value {
  return toValue(decoder.decode(bytes));
}

/** Encodes a value as Terraform expects it. */
export function encodeMsgpack(value: Value): Uint8Array {
  return encoder.encode(value);
}
