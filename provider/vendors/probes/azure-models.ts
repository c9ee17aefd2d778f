import type { AzureModelName } from "../../integration/config.ts";
import { redact } from "../../integration/redact.ts";
import { generationOf, isRecentModel } from "../model-generation.ts";
import { inconclusive, invalid, valid, type Finding } from "./finding.ts";

/** The one embedding model that Sigma takes, and the length of its vectors. */
const EMBEDDING = { model: "text-embedding-3-small", numbers: 1536 } as const;

/** What is known of the model behind a deployment, from the vendor alone. */
export interface Model {
  deploymentId: string;
  /** The name that the vendor reports. */
  model: string;
  /** The length of the vector that it answered with. */
  numbers?: number | undefined;
}

/** Says whether Sigma can use the model behind a deployment. */
export function judgeModel(
  role: AzureModelName,
  { deploymentId, model, numbers }: Model,
  allowUnverified: boolean,
): Finding {
  const what = `the deployment "${redact(deploymentId)}" is ${redact(model)}`;
  return role === "languageModel"
    ? judgeLanguage(model, what, allowUnverified)
    : judgeEmbedding(model, numbers, what, allowUnverified);
}

/** Whether a model makes vectors of texts. */
export function isEmbeddingModel(model: string): boolean {
  return /embedding|-ada-/i.test(model);
}

function judgeLanguage(model: string, what: string, allowUnverified: boolean): Finding {
  const advice = "Deploy gpt-4.1 or later, and give its deployment here.";
  if (isEmbeddingModel(model)) return invalid(`${what}, an embedding model`, advice);
  const isRecent = isRecentModel(model);
  if (isRecent === undefined) return undecidable(what, allowUnverified, "gpt-4.1 or later");
  if (!isRecent) return invalid(`${what}, which is older than gpt-4.1`, advice);
  if (/-(?:codex|pro)(?:-|$)/i.test(model) || /^gpt-5\.6-/i.test(model)) {
    return inconclusive(
      `${what}, which may answer the Responses API alone`,
      "Sigma may not be able to use it; its save will tell. gpt-4.1 and gpt-5.1 are known to work.",
    );
  }
  return valid(what);
}

function judgeEmbedding(
  model: string,
  numbers: number | undefined,
  what: string,
  allowUnverified: boolean,
): Finding {
  const advice = `Deploy ${EMBEDDING.model}, and give its deployment here.`;
  const isRightLength = numbers === undefined || numbers === EMBEDDING.numbers;
  if (!isRightLength) {
    return invalid(
      `${what}, and its vectors have ${numbers} numbers, not ${EMBEDDING.numbers}`,
      advice,
    );
  }
  if (model.toLowerCase() === EMBEDDING.model) return valid(what);
  if (isEmbeddingModel(model)) return invalid(`${what}, not ${EMBEDDING.model}`, advice);
  if (generationOf(model) !== undefined) return invalid(`${what}, a language model`, advice);
  return undecidable(what, allowUnverified, EMBEDDING.model);
}

function undecidable(what: string, allowUnverified: boolean, wanted: string): Finding {
  const reason = `${what}; whether that is ${wanted} cannot be told from its name`;
  return allowUnverified
    ? inconclusive(reason, "It is accepted since {preflight.allowUnverifiedModels} is set.")
    : invalid(reason, "If Sigma can use it, set {preflight.allowUnverifiedModels} to true.");
}
