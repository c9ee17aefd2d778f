import { expect, it } from "@jest/globals";

import { isRecentLanguageModel } from "../../../simulator/sigma/model-age.ts";

it.each([
  ["gpt-4.1", true],
  ["gpt-4.1-2025-04-14", true],
  ["gpt-4.1-mini-2025-04-14", true],
  ["GPT-4.10", true],
  ["gpt-5", true],
  ["gpt-5.1-2025-11-13", true],
  ["gpt-5.6-luna", true],
  ["gpt-10.1", true],
  ["gpt-4", false],
  ["gpt-4-0613", false],
  ["gpt-4-32k", false],
  ["gpt-4-turbo-2024-04-09", false],
  ["gpt-4o-2024-11-20", false],
  ["gpt-4o-mini", false],
  ["gpt-35-turbo", false],
  ["gpt-3.5-turbo", false],
  ["o3", false],
  ["model-router", false],
  ["gpt-oss-120b", false],
  ["text-embedding-3-small", false],
])("%s is recent: %s", (model, expected) => {
  expect(isRecentLanguageModel(model)).toBe(expected);
});
