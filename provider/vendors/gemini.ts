import type { Vendor } from "./vendor.ts";

/** Google Gemini: one key; Sigma chooses the model. */
export const gemini: Vendor = {
  title: "Gemini",
  company: "Google",
  wireName: "gemini",
  modelChosenBy: "sigma",
  stage: {
    name: "beta",
    source: "https://help.sigmacomputing.com/docs/manage-external-ai-integrations",
    date: "2025-10",
  },
};
