import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import {
  isObject,
  toValue,
  valueAt,
  type Value,
} from "../../../../provider/terraform/values/value.ts";

const tree: Value = {
  block: { key: "k", none: null, open: UNKNOWN, list: ["a"] },
  open: UNKNOWN,
  flat: 1,
};

describe("toValue", () => {
  it("takes over what a decoder makes", () => {
    const given = { a: null, c: [1, "x", true, UNKNOWN], d: { e: {} } };
    expect(toValue(given)).toEqual(given);
  });

  it.each<[string, unknown]>([
    ["bytes", new Uint8Array([1])],
    ["a buffer", Buffer.from("text")],
    ["bytes in a list", [new Uint8Array()]],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a symbol of somebody else's", Symbol("other")],
  ])("refuses %s", (_, given) => {
    expect(() => toValue(given)).toThrow(TypeError);
  });
});

describe("isObject", () => {
  it.each<[Value | undefined, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    [undefined, false],
    [UNKNOWN, false],
    ["text", false],
  ])("of %p is %p", (given, expected) => {
    expect(isObject(given)).toBe(expected);
  });
});

describe("valueAt", () => {
  it.each<[string[], Value]>([
    [["block", "key"], "k"],
    [["block", "none"], null],
    [["block", "none", "deeper"], null],
    [["block", "missing"], null],
    [["missing", "deeper"], null],
    [["block", "open"], UNKNOWN],
    [["block", "open", "deeper", "still"], UNKNOWN],
    [["open", "deeper"], UNKNOWN],
    [["flat", "deeper"], null],
    [["block", "list", "0"], null],
    [[], tree],
  ])("%j", (path, expected) => {
    expect(valueAt(tree, ...path)).toEqual(expected);
  });

  it("of nothing is null", () => {
    expect(valueAt(undefined, "a")).toBeNull();
    expect(valueAt(null, "a")).toBeNull();
    expect(valueAt(undefined)).toBeNull();
  });
});
