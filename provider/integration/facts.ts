import { AZURE_MODELS, type VendorBlock } from "./config.ts";
import { sameEndpoint } from "./endpoint.ts";
import type { VendorFacts } from "./port.ts";

/** The vendor, endpoints and deployments of a block, without its keys. */
export function factsOf(vendor: VendorBlock<unknown>): VendorFacts {
  if (vendor.name !== "azureOpenai") return { aiProvider: vendor.name };
  const [languageModel, embeddingModel] = AZURE_MODELS.map((model) => ({
    deploymentId: vendor[model].deploymentId,
    endpointUrl: vendor[model].endpointUrl,
  }));
  return {
    aiProvider: vendor.name,
    ...(languageModel === undefined ? {} : { languageModel }),
    ...(embeddingModel === undefined ? {} : { embeddingModel }),
  };
}

/** What Sigma reports, completed by what was last saved of the same vendor. */
export function completeFacts(
  reported: VendorFacts,
  applied: VendorFacts | undefined,
): VendorFacts {
  if (applied === undefined || applied.aiProvider !== reported.aiProvider) return reported;
  const facts: VendorFacts = { aiProvider: reported.aiProvider };
  for (const model of AZURE_MODELS) {
    const deploymentId = reported[model]?.deploymentId ?? applied[model]?.deploymentId;
    const endpointUrl = reported[model]?.endpointUrl ?? applied[model]?.endpointUrl;
    if (deploymentId === undefined && endpointUrl === undefined) continue;
    facts[model] = {
      ...(deploymentId === undefined ? {} : { deploymentId }),
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
    };
  }
  return facts;
}

/** Whether everything that is not secret about a vendor is reported. */
export function isComplete(facts: VendorFacts): boolean {
  if (facts.aiProvider !== "azureOpenai") return true;
  return FACT_PATHS.every((path) => factAt(facts, path) !== undefined);
}

/**
 * The fields in which two pictures of an integration differ: `["aiProvider"]`, or paths such as
 * `languageModel.endpointUrl`. A field that one of the two lacks does not count.
 */
export function differingFacts(one: VendorFacts, other: VendorFacts): string[] {
  if (one.aiProvider !== other.aiProvider) return ["aiProvider"];
  return FACT_PATHS.filter((path) => {
    const [a, b] = [factAt(one, path), factAt(other, path)];
    return a !== undefined && b !== undefined && !sameFact(path, a, b);
  });
}

/** The fields that one picture of a vendor has and another picture of the same vendor lacks. */
export function lackingFacts(one: VendorFacts, other: VendorFacts): string[] {
  if (one.aiProvider !== other.aiProvider) return [];
  return FACT_PATHS.filter(
    (path) => factAt(one, path) !== undefined && factAt(other, path) === undefined,
  );
}

/** Whether both models of Azure OpenAI have one endpoint, and so one key; also where Sigma reports neither. */
export function sharesEndpoint({ languageModel, embeddingModel }: VendorFacts): boolean {
  return languageModel?.endpointUrl === embeddingModel?.endpointUrl;
}

/** Whether two values at a path mean the same: an endpoint may be spelled in several ways. */
export function sameFact(path: string, one: string, other: string): boolean {
  return path.endsWith("endpointUrl") ? sameEndpoint(one, other) : one === other;
}

/** The value at a path that {@link differingFacts} names. */
export function factAt(facts: VendorFacts | undefined, path: string): string | undefined {
  if (path === "aiProvider") return facts?.aiProvider;
  for (const model of AZURE_MODELS) {
    if (path === `${model}.deploymentId`) return facts?.[model]?.deploymentId;
    if (path === `${model}.endpointUrl`) return facts?.[model]?.endpointUrl;
  }
  return undefined;
}

const FACT_PATHS = AZURE_MODELS.flatMap((model) => [
  `${model}.deploymentId`,
  `${model}.endpointUrl`,
]);
