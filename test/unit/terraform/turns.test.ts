import { expect, it } from "@jest/globals";
import { createTurns } from "../../../provider/terraform/turns.ts";

it("takes turns at an organization, also after what failed, and beside others", async () => {
  const turns = createTurns();
  const order: string[] = [];
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const first = turns.take({}, async () => {
    await gate;
    order.push("first");
    throw new Error("failed");
  });
  const second = turns.take({}, async () => order.push("second"));
  await turns.take({ tenant: "org-acme-emea" }, async () => order.push("elsewhere"));
  open();
  await expect(first).rejects.toThrow("failed");
  await second;
  expect(order).toEqual(["elsewhere", "first", "second"]);
});
