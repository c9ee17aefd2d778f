import { expect, it } from "@jest/globals";
import { generationOf, isRecentModel } from "../../../provider/vendors/model-generation.ts";

it.each([
  "gpt-4.1",
  "gpt-4.1-mini",
  "gpt-4.1-nano-2025-04-14",
  "gpt-4.1-2025-04-14.ft-0123456789abcdef",
  "gpt-4.1.ft-x",
  "GPT-4.1",
  "gpt-4.5-preview",
  "gpt-4.10",
  "gpt-5",
  "gpt-5-mini",
  "gpt-5-chat",
  "gpt-5.1-2025-11-13",
  "gpt-5.6-luna",
  "gpt-6.1-sol",
  "gpt-10",
])("%s is gpt-4.1 or later", (model) => {
  expect(isRecentModel(model)).toBe(true);
});

it.each([
  "gpt-4",
  "gpt-4-32k",
  "gpt-4-turbo",
  "gpt-4-1106-preview",
  "gpt-4o",
  "gpt-4o-mini-2024-07-18",
  "gpt-35-turbo",
  "gpt-35-turbo-16k",
  "gpt-3.5-turbo",
  "gpt-4.0",
])("%s is older", (model) => {
  expect(isRecentModel(model)).toBe(false);
});

it.each([
  "o3",
  "o4-mini",
  "model-router",
  "gpt-oss-120b",
  "gpt-realtime",
  "gpt-image-1",
  "gpt-chat-latest",
  "gpt-100",
  "my-gpt-5",
  "text-embedding-3-small",
  "",
])("of %j nothing can be told", (model) => {
  expect(generationOf(model)).toBeUndefined();
  expect(isRecentModel(model)).toBeUndefined();
});
