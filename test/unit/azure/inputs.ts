import type { AzureOpenAiInputs } from "../../../provider/azure/inputs.ts";

/** A day on which no model of {@link INPUTS} is near its end. */
export const TODAY = new Date("2026-09-15T12:00:00Z");

/** Inputs without anything that has a default. */
export const INPUTS: AzureOpenAiInputs = {
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: { name: "gpt-4.1", version: "2025-04-14" },
  embeddingModel: { name: "text-embedding-3-small", version: "1" },
  sigmaAddresses: ["20.40.60.81", "20.40.60.80"],
};
