import type { AzureOpenAiForSigmaArgs } from "../../../provider/pulumi/azure/index.ts";
import { INPUTS } from "../azure/inputs.ts";

/** Arguments without anything that has a default, with models that stay for long, whenever a test runs. */
export const ARGS: AzureOpenAiForSigmaArgs = {
  ...INPUTS,
  modelPolicy: {
    models: {
      "gpt-4.1/2025-04-14": { retires: "2999-01-01" },
      "text-embedding-3-small/1": { retires: "2999-01-01" },
    },
  },
};
