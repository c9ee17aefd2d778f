import { ExternalAiIntegration } from "sigma-external-ai";

const ai = new ExternalAiIntegration("ai", {
  azureOpenai: {
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: { fromEnv: "AZURE_OPENAI_KEY" },
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  },
});

export const { organizationId, status } = ai;
