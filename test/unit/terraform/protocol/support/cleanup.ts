import { afterEach } from "@jest/globals";

const open: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Lets something end with the test that made it. */
export function closeAfterTest(close: () => unknown): void {
  open.push(close);
}
