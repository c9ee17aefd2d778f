/** Which of Sigma's two models a model at Azure can be. */
export type ModelUse = "languageModel" | "embeddingModel";

/**
 * `Legacy` models take new deployments; `Deprecated` ones only in subscriptions that run that version already.
 */
export type ModelStage = "GA" | "Legacy" | "Deprecated";

/** What is known of one version of a model at Azure. */
export interface ModelPolicyRow {
  /** Name of the model. */
  name: string;
  /** Its version. */
  version: string;
  /** Which of Sigma's models it can be. */
  use: ModelUse;
  /** Where it is in its life. */
  stage: ModelStage;
  /** The day on which it retires, such as `2027-04-14`. */
  retires: string;
  /** Who says so. */
  source: string;
  /** The day on which it was said. */
  asOf: string;
}

/** What a user knows better of one version of a model. */
export type ModelPolicyEntry = Partial<Pick<ModelPolicyRow, "use" | "stage" | "retires">>;

/** What a user knows better about models. */
export interface ModelPolicyOverride {
  /** By `NAME/VERSION`, such as `gpt-4.1/2025-04-14`. A version that is not known here is added. */
  models?: Record<string, ModelPolicyEntry>;
  /** A retirement fewer days ahead than this is said. Default: 180. */
  noticeDays?: number;
}

/** A retirement fewer days ahead than this is said. */
export const NOTICE_DAYS = 180;

const SCHEDULE = {
  source:
    "Microsoft's model retirement schedule, https://learn.microsoft.com/azure/ai-foundry/openai/concepts/model-retirements",
  asOf: "2026-09-02",
} as const;

const LANGUAGE = { use: "languageModel", ...SCHEDULE } as const;
const EMBEDDING = { use: "embeddingModel", ...SCHEDULE } as const;

/**
 * The models that Sigma can use, as of the date in each row. Dates move both ways and differ between subscriptions, so a
 * model that is not here is no fault, and every value can be overridden.
 */
export const MODEL_POLICY: readonly ModelPolicyRow[] = [
  row("gpt-4.1", "2025-04-14", "Legacy", "2027-04-14"),
  row("gpt-4.1-mini", "2025-04-14", "Legacy", "2027-04-14"),
  row("gpt-4.1-nano", "2025-04-14", "Legacy", "2027-04-14"),
  row("gpt-5", "2025-08-07", "GA", "2027-02-09"),
  row("gpt-5-mini", "2025-08-07", "GA", "2027-02-09"),
  row("gpt-5-nano", "2025-08-07", "GA", "2027-02-09"),
  row("gpt-5.1", "2025-11-13", "GA", "2027-05-15"),
  row("gpt-5.2", "2025-12-11", "GA", "2027-06-08"),
  row("gpt-5.4", "2026-03-05", "GA", "2027-09-02"),
  row("gpt-5.4-mini", "2026-03-17", "GA", "2027-09-21"),
  row("gpt-5.4-nano", "2026-03-17", "GA", "2027-09-21"),
  row("gpt-5.5", "2026-04-24", "GA", "2027-10-26"),
  row("gpt-5.6-luna", "2026-07-09", "GA", "2028-01-11"),
  row("gpt-5.6-sol", "2026-07-09", "GA", "2028-01-11"),
  row("gpt-5.6-terra", "2026-07-09", "GA", "2028-01-11"),
  {
    name: "text-embedding-3-small",
    version: "1",
    stage: "GA",
    retires: "2028-02-09",
    ...EMBEDDING,
  },
];

function row(name: string, version: string, stage: ModelStage, retires: string): ModelPolicyRow {
  return { name, version, stage, retires, ...LANGUAGE };
}
