import { describe, expect, it } from "@jest/globals";
import { der, oid, sequence, Tag, time } from "../../../../provider/terraform/protocol/der.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("der", () => {
  it.each([
    [0, "0400"],
    [1, "0401"],
    [127, "047f"],
    [128, "048180"],
    [255, "0481ff"],
    [256, "04820100"],
    [65_536, "0483010000"],
  ])("writes the length %i", (length, head) => {
    const value = der(Tag.OCTET_STRING, new Uint8Array(length));
    expect(hex(value.subarray(0, value.length - length))).toBe(head);
  });

  it("puts parts one after the other", () => {
    expect(hex(sequence(der(Tag.INTEGER, Uint8Array.of(5)), der(Tag.SET)))).toBe("30050201053100");
  });
});

describe("oid", () => {
  it.each([
    [[2, 5, 29, 17], "0603551d11"],
    [[1, 2, 840, 10_045, 4, 3, 2], "06082a8648ce3d040302"],
    [[1, 3, 6, 1, 4, 1, 311], "06072b060104018237"],
  ])("%j", ([first = 0, second = 0, ...rest], expected) => {
    expect(hex(oid(first, second, ...rest))).toBe(expected);
  });
});

describe("time", () => {
  it.each([
    ["2026-11-26T04:05:06.789Z", "\u0017\r261126040506Z"],
    ["2049-12-31T23:59:59.000Z", "\u0017\r491231235959Z"],
    ["2050-01-01T00:00:00.000Z", "\u0018\u000f20500101000000Z"],
  ])("%s", (date, expected) => {
    expect(time(new Date(date)).toString("latin1")).toBe(expected);
  });
});
