/**
 * How long a save that Sigma answers with "Failed to validate" is tried again: new deployments and rules take minutes until
 * they work.
 */
export const VALIDATION_WAIT = "10m";

/** The `azureOpenai` block of an integration, in the texts of an engine. */
export interface IntegrationBlock<Text> {
  endpointUrl: Text;
  apiKey: Text;
  languageModel: { deploymentId: Text };
  embeddingModel: { deploymentId: Text };
  validationWait: string;
}

/** What the block is made of. */
export interface IntegrationParts<Text> {
  endpointUrl: Text;
  apiKey: Text;
  /** Names of the deployments. */
  language: Text;
  embedding: Text;
}

/** Makes the block of an integration with what was provisioned. */
export function integrationBlock<Text>(parts: IntegrationParts<Text>): IntegrationBlock<Text> {
  const { endpointUrl, apiKey, language, embedding } = parts;
  return {
    endpointUrl,
    apiKey,
    languageModel: { deploymentId: language },
    embeddingModel: { deploymentId: embedding },
    validationWait: VALIDATION_WAIT,
  };
}
