import type { AzureOpenAiForSigmaConfig } from "../../../../../provider/terraform/constructs/cdktf.ts";
import { stackOf, type Library, type Stack, type Synthesized } from "../libraries.ts";

/** Inputs with everything that has no default. */
export const INPUTS: AzureOpenAiForSigmaConfig = {
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: { name: "gpt-4.1", version: "2025-04-14" },
  embeddingModel: { name: "text-embedding-3-small", version: "1" },
  sigmaAddresses: ["20.40.60.81", "20.40.60.80"],
  // So that no test depends on the day on which it runs.
  modelPolicy: {
    models: {
      "gpt-4.1/2025-04-14": { retires: "2199-01-01" },
      "text-embedding-3-small/1": { retires: "2199-01-01" },
    },
  },
};

/** Inputs for an account that exists already. */
export const EXISTING: AzureOpenAiForSigmaConfig = {
  ...INPUTS,
  account: { name: "contoso", ipRules: ["20.40.60.80"] },
};

/** Inputs for an account with a Foundry project. */
export const FOUNDRY: AzureOpenAiForSigmaConfig = {
  ...INPUTS,
  kind: "AIServices",
  project: "reports",
};

/** What the texts of a stack call the resources below a construct `azure`, without what the libraries make of their paths. */
export function withShortNames(synthesized: string): string {
  return synthesized.replaceAll(/\bazure_([a-z]+)_[0-9A-F]{8}\b/g, "$1");
}

/** Adds the construct, and an integration with it, to a stack that is synthesized with the checks of a real synth. */
export function synthesizeAzure(
  library: Library,
  config: AzureOpenAiForSigmaConfig,
  build: (stack: Stack, azure: InstanceType<Library["AzureOpenAiForSigma"]>) => unknown = () => {},
): Synthesized {
  const { AzureOpenAiForSigma, ExternalAiIntegration, SigmaProvider, Testing } = library;
  const made = stackOf(library, (stack) => {
    const azure = new AzureOpenAiForSigma(stack, "azure", config);
    const sigma = new SigmaProvider(stack, "sigma");
    const ai = new ExternalAiIntegration(stack, "ai", { azureOpenai: azure.integration });
    build(stack, azure);
    return [sigma, ai];
  });
  return JSON.parse(withShortNames(Testing.synth(made, true)));
}
