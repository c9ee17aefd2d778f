import type { Properties } from "../../../../../provider/pulumi/plugin/values.ts";
import { asSecret } from "../../../../../provider/pulumi/wire.ts";

/** Keys that the simulator's vendors accept. */
export const KEYS = {
  openai: "sim-openai-key-1",
  openaiNew: "sim-openai-key-2",
  gemini: "sim-gemini-key-1",
  anthropic: "sim-anthropic-key-1",
  contoso: "sim-contoso-key-1",
} as const;

/** The endpoint of Azure OpenAI in the simulator. */
export const ENDPOINT = "https://contoso.openai.azure.com";

/** OpenAI, with settings beside its block. */
export function openai(rest: Properties = {}, apiKey: unknown = asSecret(KEYS.openai)): Properties {
  return { openai: { apiKey }, ...rest };
}

/** Gemini, with settings beside its block. */
export function gemini(rest: Properties = {}): Properties {
  return { gemini: { apiKey: asSecret(KEYS.gemini) }, ...rest };
}

/** Azure OpenAI, with endpoint and key given once. What is undefined in `block` is left out. */
export function azure(block: Properties = {}, rest: Properties = {}): Properties {
  return {
    azureOpenai: {
      endpointUrl: ENDPOINT,
      apiKey: asSecret(KEYS.contoso),
      languageModel: { deploymentId: "gpt-41" },
      embeddingModel: { deploymentId: "embed" },
      ...block,
    },
    ...rest,
  };
}

/** Azure OpenAI, with endpoint and key at each of the models. */
export function azureApart(language: Properties = {}, embedding: Properties = {}): Properties {
  const own = { endpointUrl: ENDPOINT, apiKey: asSecret(KEYS.contoso) };
  return azure({
    endpointUrl: undefined,
    apiKey: undefined,
    languageModel: { deploymentId: "gpt-41", ...own, ...language },
    embeddingModel: { deploymentId: "embed", ...own, ...embedding },
  });
}
