import { describe, expect, it } from "@jest/globals";
import { isInShard, parseShard } from "../../../provider/operations/shard.ts";

describe("a shard", () => {
  it.each([
    ["1/1", { index: 1, count: 1 }],
    ["2/8", { index: 2, count: 8 }],
    ["10000/10000", { index: 10_000, count: 10_000 }],
    ["0/8", undefined],
    ["9/8", undefined],
    ["0/0", undefined],
    ["1/10001", undefined],
    ["2/8/9", undefined],
    ["-1/8", undefined],
    ["1.5/8", undefined],
    ["2", undefined],
    ["", undefined],
    [" 2/8", undefined],
  ])("is read from %j", (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it("has names by nothing but themselves", () => {
    // Terraform's language says the same of them, in a test of the examples.
    const names = ["org-acme", "org-acme-emea", "org-acme-apac", "org-globex", ""];
    const shards = names.map((name) =>
      [1, 2, 3, 4].find((index) => isInShard(name, { index, count: 4 })),
    );
    expect(shards).toEqual([3, 3, 2, 1, 3]);
  });

  it("has about its share of many", () => {
    const names = Array.from({ length: 8000 }, (_, number) => `org-${number}`);
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (index) => names.filter((name) => isInShard(name, { index, count: 8 })).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBe(8000);
    expect(Math.min(...sizes)).toBeGreaterThan(900);
    expect(Math.max(...sizes)).toBeLessThan(1100);
  });

  it("is all there is where none is asked for", () => {
    expect(isInShard("org-acme", undefined)).toBe(true);
  });
});
