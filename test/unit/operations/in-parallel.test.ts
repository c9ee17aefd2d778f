import { describe, expect, it } from "@jest/globals";
import { inParallel } from "../../../provider/operations/in-parallel.ts";

describe("work in parallel", () => {
  it.each([
    [0, 4, 0],
    [1, 4, 1],
    [3, 4, 3],
    [20, 4, 4],
    [20, 1, 1],
  ])("of %i items is done for at most %i at a time", async (count, limit, most) => {
    let running = 0;
    let highest = 0;
    const items = Array.from({ length: count }, (_, index) => index);
    const results = await inParallel(items, limit, async (item) => {
      running += 1;
      highest = Math.max(highest, running);
      // The later ones end first.
      for (let turn = item; turn < count; turn += 1) await Promise.resolve();
      running -= 1;
      return item * 2;
    });
    expect([highest, results]).toEqual([most, items.map((item) => item * 2)]);
  });

  it("ends with the first one that throws", async () => {
    const work = inParallel([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error("two");
      return Promise.resolve(item);
    });
    await expect(work).rejects.toThrow("two");
  });
});
