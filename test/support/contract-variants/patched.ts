import { hasOnly, swapped, told, type Json, type Variant } from "./variant.ts";

const NAMES = [
  ["openai", "openAI"],
  ["azure", "azureOpenAI"],
  ["gemini", "gemini"],
  ["anthropic", "anthropic"],
] as const;

const KEYS: Readonly<Record<string, string>> = {
  openAI: "openAiKey",
  gemini: "geminiKey",
  anthropic: "anthropicKey",
};

/** PATCH, and one flat body for all vendors, in which Azure has one endpoint and one key for both models. */
export const patched: Variant = {
  name: "PATCH in place of POST",
  document: "patched.openapi.json",
  save: { method: "PATCH", path: /^\/v2\/ai-settings$/ },
  read: { method: "GET", path: /^\/v2\/ai-settings$/ },
  remove: { method: "DELETE", path: /^\/v2\/ai-settings$/ },
  toSimulator: (body) => {
    const provider = swapped(NAMES, body["aiProvider"], 0);
    if (provider === undefined) return undefined;
    if (provider !== "azureOpenAI") {
      const name = KEYS[provider] ?? "";
      return hasOnly(body, "aiProvider", name) ? { provider, apiKey: body[name] } : undefined;
    }
    const fields = ["aiProvider", "azureEndpoint", "azureKey", "languageDeployment"];
    if (!hasOnly(body, ...fields, "embeddingDeployment")) return undefined;
    const model = (deploymentId: unknown): Json => ({
      deploymentId,
      endpointUrl: body["azureEndpoint"],
      apiKey: body["azureKey"],
    });
    return {
      provider,
      languageModel: model(body["languageDeployment"]),
      embeddingModel: model(body["embeddingDeployment"]),
    };
  },
  toVariant: ({ provider, languageModel, embeddingModel, updatedAt, updatedBy }) =>
    told({
      aiProvider: provider === null ? null : swapped(NAMES, provider, 1),
      azureEndpoint: (languageModel as Json | undefined)?.["endpointUrl"],
      languageDeployment: (languageModel as Json | undefined)?.["deploymentId"],
      embeddingDeployment: (embeddingModel as Json | undefined)?.["deploymentId"],
      updatedAt,
      updatedBy,
    }),
};
