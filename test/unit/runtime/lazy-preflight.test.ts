import { expect, it } from "@jest/globals";
import type { Preflight } from "../../../provider/integration/preflight.ts";
import { Secret } from "../../../provider/integration/secret.ts";
import { lazyPreflight } from "../../../provider/runtime/lazy-preflight.ts";

it("is opened once, at its first use, and is given what it is asked with", async () => {
  const asked: Parameters<Preflight["probe"]>[] = [];
  let opened = 0;
  const preflight = lazyPreflight(async () => {
    opened += 1;
    return {
      probe: async (...given) => {
        asked.push(given);
        return [];
      },
    };
  });
  expect(opened).toBe(0);
  const settings = { mode: "warn", trustedHosts: [], allowUnverifiedModels: false } as const;
  const question: Parameters<Preflight["probe"]> = [
    { name: "openai", apiKey: new Secret("key") },
    { ...settings, trustedHosts: [] },
    new AbortController().signal,
  ];
  await Promise.all([preflight.probe(...question), preflight.probe(...question)]);
  expect([opened, asked]).toEqual([1, [question, question]]);
});
