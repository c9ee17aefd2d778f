import { z } from "zod";

import { digest } from "../digest.ts";
import type { SavedConfig } from "../store/integration.ts";

const apiKey = z
  .string()
  .regex(/^[\x21-\x7e]+$/, "expected printable characters without spaces, at least one");

const keyed = <Provider extends string>(provider: Provider) =>
  z.strictObject({ provider: z.literal(provider), apiKey });

const azureModel = z.strictObject({
  deploymentId: z.string().min(1),
  endpointUrl: z.url({ protocol: /^https$/, error: "expected an https URL" }),
  apiKey,
});

/**
 * Checks the body of a save, strictly. Its form for a single key is second-hand knowledge; the form for Azure is
 * assumed.
 */
export const aiConfigSchema = z.discriminatedUnion("provider", [
  keyed("openAI"),
  keyed("gemini"),
  keyed("anthropic"),
  z.strictObject({
    provider: z.literal("azureOpenAI"),
    languageModel: azureModel,
    embeddingModel: azureModel,
  }),
]);

/** The body of a save. */
export type AiConfig = z.output<typeof aiConfigSchema>;

/** The body's part for one Azure model. */
export type AzureModelConfig = z.output<typeof azureModel>;

/** What of a body is stored: everything but the keys, and the digests of those. */
export function withoutKeys(config: AiConfig): SavedConfig {
  if (config.provider !== "azureOpenAI") {
    return { provider: config.provider, keyDigests: { apiKey: digest(config.apiKey) } };
  }
  const { apiKey: languageKey, ...languageModel } = config.languageModel;
  const { apiKey: embeddingKey, ...embeddingModel } = config.embeddingModel;
  return {
    provider: config.provider,
    languageModel,
    embeddingModel,
    keyDigests: {
      "languageModel.apiKey": digest(languageKey),
      "embeddingModel.apiKey": digest(embeddingKey),
    },
  };
}
