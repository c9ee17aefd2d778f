import type { ModelChoice } from "./inputs.ts";

/**
 * The language model that was recommended in November 2026. It speaks the oldest dialect of the chat API, which every release
 * of Sigma's knows. It retires on 2027-04-14.
 */
export const RECOMMENDED_LANGUAGE_MODEL_2026_11: ModelChoice = {
  name: "gpt-4.1",
  version: "2025-04-14",
};

/** The language model to take in November 2026 where a subscription has no quota for gpt-4.1. It retires on 2027-05-15. */
export const ALTERNATIVE_LANGUAGE_MODEL_2026_11: ModelChoice = {
  name: "gpt-5.1",
  version: "2025-11-13",
};

/** The embedding model that Sigma asked for in November 2026. It retires on 2028-02-09. */
export const RECOMMENDED_EMBEDDING_MODEL_2026_11: ModelChoice = {
  name: "text-embedding-3-small",
  version: "1",
};
