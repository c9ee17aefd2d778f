/** An ephemeral variable, as keys are given: `TF_VAR_key`. */
export const KEY_VARIABLE = `variable "key" {
  type      = string
  sensitive = true
  ephemeral = true
}
`;

/** The resource with these arguments. */
export function ai(body: string, name = "ai"): string {
  return `resource "sigma_external_ai_integration" "${name}" {\n${body}\n}\n`;
}

/** The arguments for OpenAI, with a key and whatever else goes into its block. */
export function openai(key = `"sim-openai-key-1"`, more = ""): string {
  return `openai = {\n  api_key_wo = ${key}\n  ${more}\n}`;
}

/** The arguments for Azure OpenAI, with endpoint and key given once. */
export function azure({ model = "gpt-41", key = `"sim-contoso-key-1"`, more = "" } = {}): string {
  return `azure_openai = {
  endpoint_url    = "https://contoso.openai.azure.com"
  api_key_wo      = ${key}
  language_model  = { deployment_id = "${model}" }
  embedding_model = { deployment_id = "embed" }
  ${more}
}`;
}

/** What somebody saves by hand at Sigma, by vendor. */
export const OUTSIDE = {
  openai: { provider: "openAI", apiKey: "sim-openai-key-1" },
  openaiRotated: { provider: "openAI", apiKey: "sim-openai-key-2" },
  gemini: { provider: "gemini", apiKey: "sim-gemini-key-1" },
  azure: {
    provider: "azureOpenAI",
    languageModel: azureModel("gpt-41"),
    embeddingModel: azureModel("embed"),
  },
} as const;

/** The requests to Sigma, in words of the request log. */
export const REQUEST = {
  token: "POST /v2/auth/token",
  whoami: "GET /v2/whoami",
  read: "GET /v2/organizations/settings/aiConfigs",
  save: "POST /v2/organizations/settings/aiConfigs",
  remove: "DELETE /v2/organizations/settings/aiConfigs",
} as const;

/** The path of Sigma's AI settings, for faults. */
export const CONFIGS = "/v2/organizations/settings/aiConfigs";

function azureModel(deploymentId: string) {
  return {
    deploymentId,
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: "sim-contoso-key-1",
  };
}
