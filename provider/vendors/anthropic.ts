import type { Vendor } from "./vendor.ts";

/** Anthropic: one key; Sigma chooses the model. */
export const anthropic: Vendor = {
  title: "Anthropic",
  company: "Anthropic",
  wireName: "anthropic",
  modelChosenBy: "sigma",
  stage: {
    name: "beta",
    source: "Sigma's QuickStart on the features of July 2026",
    date: "2026-07",
  },
};
