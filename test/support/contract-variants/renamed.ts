import { hasOnly, inner, swapped, told, type Json, type Variant } from "./variant.ts";

const NAMES = [
  ["OPEN_AI", "openAI"],
  ["AZURE_OPEN_AI", "azureOpenAI"],
  ["GOOGLE_GEMINI", "gemini"],
  ["ANTHROPIC", "anthropic"],
] as const;

/** Other names and other blocks, with one value that is always the same. */
export const renamed: Variant = {
  name: "other field names",
  document: "renamed.openapi.yaml",
  save: { method: "POST", path: /^\/v2\/organizations\/settings\/aiProvider$/ },
  read: { method: "GET", path: /^\/v2\/organizations\/settings\/aiProvider$/ },
  remove: { method: "DELETE", path: /^\/v2\/organizations\/settings\/aiProvider$/ },
  toSimulator: (body) => {
    const provider = swapped(NAMES, body["type"], 0);
    if (provider === undefined || body["hosting"] !== "external") return undefined;
    if (provider !== "azureOpenAI") {
      const credentials = inner(body, "credentials");
      if (!hasOnly(body, "type", "hosting", "credentials") || !hasOnly(credentials, "key"))
        return undefined;
      return { provider, apiKey: credentials["key"] };
    }
    if (!hasOnly(body, "type", "hosting", "chatModel", "embeddings")) return undefined;
    const languageModel = modelOf(inner(body, "chatModel"));
    const embeddingModel = modelOf(inner(body, "embeddings"));
    return { provider, languageModel, embeddingModel };
  },
  toVariant: ({ provider, languageModel, embeddingModel, revision, updatedAt, updatedBy }) =>
    told({
      type: provider === null ? null : swapped(NAMES, provider, 1),
      chatModel: reportOf(languageModel),
      embeddings: reportOf(embeddingModel),
      version: revision,
      modifiedAt: updatedAt,
      modifiedBy: updatedBy,
    }),
};

function modelOf({ deployment, endpoint, key, ...rest }: Json): Json {
  return { ...rest, deploymentId: deployment, endpointUrl: endpoint, apiKey: key };
}

function reportOf(model: unknown): Json | undefined {
  if (model === undefined) return undefined;
  const { deploymentId, endpointUrl } = model as Json;
  return { deployment: deploymentId, endpoint: endpointUrl };
}
