import type { Vendor } from "./vendor.ts";

/** OpenAI: one key; Sigma chooses the model, and changes it every few months. */
export const openai: Vendor = {
  title: "OpenAI",
  company: "OpenAI",
  wireName: "openAI",
  modelChosenBy: "sigma",
  stage: {
    name: "ga",
    source: "https://help.sigmacomputing.com/docs/manage-external-ai-integrations",
    date: "2025-10",
  },
};
