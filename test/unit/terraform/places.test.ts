import { describe, expect, it } from "@jest/globals";
import type { Notice } from "../../../provider/integration/context.ts";
import { heedPlace } from "../../../provider/terraform/place-conflicts.ts";
import { createPlaces, type PlannedAction } from "../../../provider/terraform/places.ts";

/** What the user is told of actions at one place, in this order: headings of notices, or the code of the error. */
function told(
  actions: readonly PlannedAction[],
  tenants: readonly (string | undefined)[],
): string[] {
  const places = createPlaces();
  const notices: Notice[] = [];
  try {
    for (const [index, action] of actions.entries()) {
      const place = { tenant: tenants[index], organizationId: "org-acme" };
      heedPlace(place, action, places, { notify: (notice) => void notices.push(notice) });
    }
  } catch (error) {
    return [String(error instanceof Error ? error.message : error).replace(/^.*\[|\].*$/g, "")];
  }
  return notices.map(({ title = "" }) => title);
}

describe("what is planned at a place", () => {
  it.each<[PlannedAction[], string[]]>([
    [["add"], []],
    [["remove"], []],
    [["add", "remove"], ["A resource under another name"]],
    [["remove", "add"], ["A resource under another name"]],
    [["keep", "add"], []],
    [["keep", "remove"], ["DUPLICATE_RESOURCE"]],
    [["remove", "keep"], ["DUPLICATE_RESOURCE"]],
  ])("%j", (actions, expected) => {
    expect(told(actions, [])).toEqual(expected);
    expect(told(actions, ["org-acme-emea", "org-acme-emea"])).toEqual(expected);
    expect(told(actions, ["org-acme-emea", "org-acme-apac"])).toEqual([]);
    expect(told(actions, [undefined, "org-acme-apac"])).toEqual([]);
  });
});

describe("what is done at a place", () => {
  it("is done in turn, also after what failed, and beside what is done elsewhere", async () => {
    const places = createPlaces();
    const order: string[] = [];
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const first = places.inTurn({}, async () => {
      await gate;
      order.push("first");
      throw new Error("failed");
    });
    const second = places.inTurn({}, async () => order.push("second"));
    await places.inTurn({ tenant: "org-acme-emea" }, async () => order.push("elsewhere"));
    open();
    await expect(first).rejects.toThrow("failed");
    await second;
    expect(order).toEqual(["elsewhere", "first", "second"]);
  });
});
