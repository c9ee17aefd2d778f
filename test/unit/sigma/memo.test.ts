import { expect, it } from "@jest/globals";
import { createMemo } from "../../../provider/sigma/api/shared.ts";
import { patient } from "./support/client.ts";

it("a memo keeps the latest of what it was asked for, and does other work again", async () => {
  const memo = createMemo<string>(2);
  const done: string[] = [];
  const ask = async (name: string): Promise<void> => {
    await memo(name, patient, async () => {
      done.push(name);
      return await Promise.resolve(name);
    });
  };
  for (const name of ["a", "b", "b", "a", "c", "b", "c", "a"]) await ask(name);
  expect(done).toEqual(["a", "b", "c", "a"]);
});
