import type { Vendor } from "./vendor.ts";

/** Azure OpenAI: a deployment of the user's own for each of two models. */
export const azureOpenai: Vendor = {
  title: "Azure OpenAI",
  company: "Microsoft, in your own Azure subscription",
  wireName: "azureOpenAI",
  modelChosenBy: "user",
  stage: {
    name: "ga",
    source: "https://help.sigmacomputing.com/docs/manage-external-ai-integrations",
    date: "2025-10",
  },
};
