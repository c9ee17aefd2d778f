import { describe, expect, it } from "@jest/globals";
import { encode } from "@msgpack/msgpack";
import * as fc from "fast-check";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import { decodeMsgpack, encodeMsgpack } from "../../../../provider/terraform/values/msgpack.ts";
import { value } from "../support/arbitraries.ts";

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(" ", ""), "hex");

describe("a value in msgpack", () => {
  it("comes back as it was, whatever it is", () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(decodeMsgpack(encodeMsgpack(given))).toEqual(given);
      }),
    );
  });

  it.each([
    ["null", "c0", null],
    ["a whole number", "2a", 42],
    ["a negative number", "d0 80", -128],
    ["a number of 64 bits", "cf 00 00 00 01 00 00 00 00", 2 ** 32],
    ["a short fraction", "ca 3f 00 00 00", 0.5],
    ["a fraction", "cb 3f b9 99 99 99 99 99 9a", 0.1],
    ["a number that comes as text", "a3 31 65 34", "1e4"],
    ["a list", "92 01 c3", [1, true]],
    ["an object", "81 a1 61 a1 62", { a: "b" }],
    ["an unknown", "d4 00 00", UNKNOWN],
    ["an unknown without bytes", "c7 00 00", UNKNOWN],
    // {1: false}: known not to be null.
    ["an unknown with refinements", "c7 03 0c 81 01 c2", UNKNOWN],
    ["an unknown with long refinements", `c8 01 00 0c ${"00".repeat(256)}`, UNKNOWN],
    ["an extension of no known type", "d4 63 00", UNKNOWN],
    ["an extension of a reserved type", "d4 80 00", UNKNOWN],
    ["what others take for a time", "d6 ff 00 00 00 00", UNKNOWN],
    [
      "an unknown inside",
      "82 a1 61 d4 00 00 a1 62 91 c7 03 0c 81 01 c2",
      { a: UNKNOWN, b: [UNKNOWN] },
    ],
  ])("takes %s", (_, hex, expected) => {
    expect(decodeMsgpack(bytes(hex))).toEqual(expected);
  });

  it("writes an unknown as Terraform's own library does", () => {
    expect(Buffer.from(encodeMsgpack(UNKNOWN)).toString("hex")).toBe("d40000");
    expect(Buffer.from(encodeMsgpack({ a: [UNKNOWN] })).toString("hex")).toBe("81a16191d40000");
  });

  it.each([
    ["bytes", encode(new Uint8Array([1, 2]))],
    ["bytes inside", encode({ a: [new Uint8Array([1])] })],
  ])("refuses %s", (_, given) => {
    expect(() => decodeMsgpack(given)).toThrow("no value of Terraform's");
  });

  it.each([
    ["nothing", ""],
    ["an object that is cut off", "81"],
    ["a list that is cut off", "92 01"],
    ["a byte without a meaning", "c1"],
    ["more than one value", "01 02"],
  ])("refuses %s", (_, hex) => {
    expect(() => decodeMsgpack(bytes(hex))).toThrow(/Insufficient data|Extra|Unrecognized|Offset/);
  });
});
