import { crc32, inflateRawSync } from "node:zlib";
import { expect, it } from "@jest/globals";
import { zipOfExecutable } from "../../../../scripts/terraform/zip.ts";

const NAME = "terraform-provider-sigma_v1.0.0";
const content = Buffer.from("#!/bin/sh\n".repeat(1000));
const zip = zipOfExecutable(NAME, content);

// Offsets as in the format's specification, section 4.3 and 4.4.
const end = zip.length - 22;
const central = zip.readUInt32LE(end + 16);

it("has one entry that may be run and unpacks to the content", () => {
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  expect(zip.readUInt16LE(end + 10)).toBe(1);
  expect(central + zip.readUInt32LE(end + 12)).toBe(end);
  expect(zip.readUInt32LE(central)).toBe(0x02014b50);
  expect(zip.readUInt32LE(central + 38) >>> 16).toBe(0o100755);
  expect(zip.toString("latin1", central + 46, central + 46 + NAME.length)).toBe(NAME);
  expect(zip.readUInt32LE(central + 16)).toBe(crc32(content));
  const packed = zip.readUInt32LE(central + 20);
  const start = 30 + zip.readUInt16LE(26);
  expect(zip.toString("latin1", 30, start)).toBe(NAME);
  expect(inflateRawSync(zip.subarray(start, start + packed))).toEqual(content);
  expect(start + packed).toBe(central);
});

it("tells both headers the same", () => {
  expect(zip.subarray(4, 30)).toEqual(zip.subarray(central + 6, central + 32));
});

it("holds no time, and is the same when it is made again", () => {
  expect(zip.readUInt32LE(10)).toBe(0x21_0000);
  expect(zipOfExecutable(NAME, content)).toEqual(zip);
});
