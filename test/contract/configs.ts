import type { WrittenConfig } from "./lifecycle.ts";

/** Keys that the simulator's vendors accept. Each vendor has a second one, for a rotation. */
export const KEYS = {
  openai: ["sim-openai-key-1", "sim-openai-key-2"],
  gemini: ["sim-gemini-key-1", "sim-gemini-key-2"],
  anthropic: ["sim-anthropic-key-1", "sim-anthropic-key-2"],
  azureOpenai: ["sim-contoso-key-1", "sim-contoso-key-2"],
} as const;

/** Azure OpenAI with endpoint and key given once. */
export const azure = {
  azureOpenai: {
    endpointUrl: "https://contoso.openai.azure.com",
    apiKey: KEYS.azureOpenai[0],
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  },
} as const satisfies WrittenConfig;

/** OpenAI with its first key. */
export const openai = { openai: { apiKey: KEYS.openai[0] } } as const satisfies WrittenConfig;

/** Gemini with its first key. */
export const gemini = { gemini: { apiKey: KEYS.gemini[0] } } as const satisfies WrittenConfig;

/** Anthropic with its first key. */
export const anthropic = {
  anthropic: { apiKey: KEYS.anthropic[0] },
} as const satisfies WrittenConfig;
