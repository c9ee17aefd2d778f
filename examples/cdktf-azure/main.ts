import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  AzureOpenAiForSigma,
  ExternalAiIntegration,
  RECOMMENDED_EMBEDDING_MODEL_2026_11,
  RECOMMENDED_LANGUAGE_MODEL_2026_11,
  SigmaProvider,
} from "sigma-external-ai/cdktf";

const app = new App();
const stack = new TerraformStack(app, "ai");

// Sigma's credentials come from SIGMA_BASE_URL, SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET.
new SigmaProvider(stack, "sigma");

// Azure's come from `az login` and ARM_SUBSCRIPTION_ID, or any other way that azurerm knows. A project that has bindings
// of azurerm writes `new AzurermProvider(stack, "azurerm", { features: [{}] })` instead.
stack.addOverride("provider.azurerm", [{ features: [{}] }]);

const azure = new AzureOpenAiForSigma(stack, "azure", {
  resourceGroupName: "sigma",
  location: "eastus2",
  dataResidency: "global",
  languageModel: RECOMMENDED_LANGUAGE_MODEL_2026_11,
  embeddingModel: RECOMMENDED_EMBEDDING_MODEL_2026_11,
  // Put Sigma's egress addresses here, as its admin page shows them. Nobody calls from these two.
  sigmaAddresses: ["203.0.113.10", "203.0.113.11"],
});

const ai = new ExternalAiIntegration(stack, "ai", {
  azureOpenai: azure.integration,
  dependsOn: [azure],
});

new TerraformOutput(stack, "account", { value: azure.accountName });
new TerraformOutput(stack, "endpoint", { value: azure.endpointUrl });
new TerraformOutput(stack, "organization", { value: ai.organizationId });

app.synth();
