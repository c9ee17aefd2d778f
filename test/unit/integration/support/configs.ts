import { check, checked } from "../../../../provider/integration/check.ts";
import type { Config } from "../../../../provider/integration/config.ts";
import type { IntegrationError } from "../../../../provider/integration/errors.ts";

/** A configuration as a user writes it. */
export type Raw = Record<string, unknown>;

/** Keys that occur nowhere else, so that a text can be searched for them. */
export const KEY = "sk-sentinel-7Qw9Zx4Lm2Vb8Nc6";
export const OTHER_KEY = "sk-rotated-3Hy5Kp1Rt7Ds9Fg4";

export const ENDPOINT = "https://acme.openai.azure.com";

/** One good block of each vendor. */
export const VENDOR_BLOCKS: Record<"openai" | "azureOpenai" | "gemini" | "anthropic", Raw> = {
  openai: { openai: { apiKey: KEY } },
  azureOpenai: azure(),
  gemini: { gemini: { apiKey: KEY } },
  anthropic: { anthropic: { apiKey: KEY } },
};

/** An Azure block with endpoint and key given once; `language` and `embedding` go into the two models. */
export function azure(block: Raw = {}, language: Raw = {}, embedding: Raw = {}): Raw {
  return {
    azureOpenai: {
      endpointUrl: ENDPOINT,
      apiKey: KEY,
      languageModel: { deploymentId: "chat", ...language },
      embeddingModel: { deploymentId: "embed", ...embedding },
      ...block,
    },
  };
}

/** An Azure block in which each model has an endpoint of its own. */
export function azureAt(language: unknown, embedding: unknown, both: Raw = {}): Raw {
  return azure(
    { endpointUrl: undefined },
    { endpointUrl: language, ...both },
    { endpointUrl: embedding, ...both },
  );
}

export function openai(settings: Raw = {}, apiKey: unknown = KEY): Raw {
  return { openai: { apiKey }, ...settings };
}

/** The checked form of a good configuration. */
export function configOf(raw: Raw = openai()): Config {
  return checked(raw);
}

/** What the check finds fault with; nothing for a good configuration. */
export function faultsOf(raw: unknown): IntegrationError[] {
  const result = check(raw);
  return result.valid ? [] : result.faults;
}

/** The faults as `CODE path`, in order. */
export function faultList(raw: unknown): string[] {
  return faultsOf(raw).map(({ code, details: { path } }) =>
    path === undefined ? code : `${code} ${path}`,
  );
}
