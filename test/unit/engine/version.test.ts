import { expect, it } from "@jest/globals";
import { compareVersions, isAtLeast, parseVersion } from "../../support/engine/version.ts";

it.each([
  ["v3.259.0", [3, 259, 0]],
  ["v3.260.0-dev.0\n", [3, 260, 0]],
  ["go version go1.26.8 linux/amd64", [1, 26, 8]],
  ["go version go1.26 linux/amd64", [1, 26, 0]],
  ["3", undefined],
  ["", undefined],
])("reads %j", (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

it.each([
  ["3.227.0", "3.227.0", true],
  ["3.259.0", "3.227.0", true],
  ["4.0.0", "3.227.0", true],
  ["3.226.9", "3.227.0", false],
  ["3.99.0", "3.227.0", false],
  ["1.9.0", "1.26", false],
])("whether %s is at least %s: %s", (text, from, expected) => {
  expect(isAtLeast(parseVersion(text) ?? [0, 0, 0], from)).toBe(expected);
});

it("orders by number and not by text", () => {
  expect(compareVersions([3, 99, 0], [3, 227, 0])).toBeLessThan(0);
});
