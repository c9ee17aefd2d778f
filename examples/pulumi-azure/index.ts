import { ExternalAiIntegration } from "sigma-external-ai";
import {
  AzureOpenAiForSigma,
  RECOMMENDED_EMBEDDING_MODEL_2026_11,
  RECOMMENDED_LANGUAGE_MODEL_2026_11,
} from "sigma-external-ai/azure";

const azure = new AzureOpenAiForSigma("azure", {
  // The resource group exists already.
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: RECOMMENDED_LANGUAGE_MODEL_2026_11,
  embeddingModel: RECOMMENDED_EMBEDDING_MODEL_2026_11,
  // Put the addresses here that Sigma shows under Administration > AI settings. These are for examples.
  sigmaAddresses: ["203.0.113.10", "203.0.113.11"],
});

const ai = new ExternalAiIntegration("ai", { azureOpenai: azure.integration });

export const { accountName, endpointUrl } = azure;
export const { organizationId, status } = ai;
