import { App, TerraformOutput, TerraformStack } from "cdktn";
import {
  DataSigmaExternalAiIntegration,
  ephemeralVariable,
  ExternalAiIntegration,
  SigmaProvider,
} from "sigma-external-ai/cdktn";

const app = new App();
const stack = new TerraformStack(app, "ai");

// Sigma's credentials come from SIGMA_BASE_URL, SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET.
new SigmaProvider(stack, "sigma");

// The engine asks for its value, or takes it from TF_VAR_azure_key, and stores it nowhere.
const key = ephemeralVariable(stack, "azure_key");

const ai = new ExternalAiIntegration(stack, "ai", {
  azureOpenai: {
    endpointUrl: "https://contoso.openai.azure.com",
    apiKeyWo: key.stringValue,
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  },
});

const now = new DataSigmaExternalAiIntegration(stack, "now", { dependsOn: [ai] });

new TerraformOutput(stack, "organization", { value: ai.organizationId });
new TerraformOutput(stack, "status", { value: now.status });

app.synth();
