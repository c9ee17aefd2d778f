export type {
  AccountKind,
  DataResidency,
  ModelChoice,
  Throughput,
  VersionUpgradeOption,
} from "../../azure/inputs.ts";
export type { IntegrationBlock } from "../../azure/integration-block.ts";
export type {
  ModelPolicyEntry,
  ModelPolicyOverride,
  ModelStage,
  ModelUse,
} from "../../azure/model-policy.ts";
export {
  ALTERNATIVE_LANGUAGE_MODEL_2026_11,
  RECOMMENDED_EMBEDDING_MODEL_2026_11,
  RECOMMENDED_LANGUAGE_MODEL_2026_11,
} from "../../azure/models.ts";
export type { AzureOpenAiForSigmaArgs, ExistingAccountArgs } from "./args.ts";
export { AzureOpenAiForSigma } from "./azure-openai-for-sigma.ts";
