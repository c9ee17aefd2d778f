import structMessages from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { isRecord, UNKNOWN } from "../../../../provider/integration/unknown.ts";
import { decodeInputs } from "../../../../provider/pulumi/decode.ts";
import { encodeInputs } from "../../../../provider/pulumi/encode.ts";
import { toProperties, toStruct } from "../../../../provider/pulumi/plugin/values.ts";
import { isSecret, UNKNOWN_VALUE } from "../../../../provider/pulumi/wire.ts";
import { aroundKeys, properties } from "./support/arbitraries.ts";

/** Through bytes, as between two processes. */
const sent = (given: unknown) =>
  toProperties(structMessages.Struct.deserializeBinary(toStruct(given).serializeBinary()));

/** The texts under `apiKey` that are in no secret. */
function inClear(value: unknown, name = ""): string[] {
  if (typeof value === "string") {
    return name === "apiKey" && value !== UNKNOWN_VALUE ? [value] : [];
  }
  if (!isRecord(value) || isSecret(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => inClear(inner, field));
}

/** Whether something of the engine's own is left: a signature, or its text for what is not known. */
function isOfEngine(value: unknown): boolean {
  if (value === UNKNOWN_VALUE) return true;
  if (Array.isArray(value)) return value.some(isOfEngine);
  return isRecord(value) && (isSecret(value) || Object.values(value).some(isOfEngine));
}

describe("properties", () => {
  it("come through a message as they were", () => {
    fc.assert(
      fc.property(properties, (given) => {
        expect(sent(given)).toEqual(given);
      }),
    );
  });

  it("lose what is undefined, and nothing else", () => {
    fc.assert(
      fc.property(properties, (given) => {
        expect(sent({ ...given, gone: undefined, block: { gone: undefined } })).toEqual({
          ...given,
          block: {},
        });
      }),
    );
    expect(sent([1])).toEqual({});
    expect(sent({ list: [undefined, 1], symbol: UNKNOWN })).toEqual({
      list: [null, 1],
      symbol: null,
    });
  });

  it("are decoded to what holds nothing of the engine's", () => {
    fc.assert(
      fc.property(properties, (given) => {
        const decoded = decodeInputs(sent(given));
        expect(isOfEngine(decoded)).toBe(false);
        expect(decodeInputs(decoded)).toEqual(decoded);
      }),
    );
  });
});

describe("inputs", () => {
  it("mean the same once they are encoded, and once more", () => {
    fc.assert(
      fc.property(fc.oneof(properties, aroundKeys), (given) => {
        const encoded = encodeInputs(given);
        expect(decodeInputs(encoded)).toEqual(decodeInputs(given));
        expect(encodeInputs(encoded)).toEqual(encoded);
      }),
    );
  });

  it("hold no key in clear once they are encoded", () => {
    fc.assert(
      fc.property(aroundKeys, (given) => {
        expect(inClear(sent(encodeInputs(given)))).toEqual([]);
      }),
    );
  });
});
