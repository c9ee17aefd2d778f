import type { ModelPolicyOverride } from "./model-policy.ts";

/** Which of Azure's data centres may process the prompts: all, those of one data zone (US or EU), or those of one region. */
export type DataResidency = "global" | "dataZone" | "regional";

/** `standard` is billed by token; `provisioned` by the hour, used or not. */
export type Throughput = "standard" | "provisioned";

/** The kind of an account: Azure OpenAI, or AI Services (Foundry). */
export type AccountKind = "OpenAI" | "AIServices";

/** When Azure may move a deployment to a newer version of its model. */
export type VersionUpgradeOption =
  | "OnceCurrentVersionExpired"
  | "OnceNewDefaultVersionAvailable"
  | "NoAutoUpgrade";

/** A model to deploy. Name and version always go together. */
export interface ModelChoice {
  /** Name of the model at Azure, such as `gpt-4.1`. */
  name: string;
  /** Version of the model at Azure, such as `2025-04-14`. */
  version: string;
  /** Name of the deployment. Default: the model's name. */
  deploymentName?: string;
  /**
   * Thousands of tokens a minute; of a model with provisioned throughput, the number of its units. Default: 100, and none with
   * provisioned throughput.
   */
  capacity?: number;
}

/** An account that exists already. Only deployments are added to it. */
export interface ExistingAccount {
  /** Name of the account. */
  name: string;
  /** Its resource group, where it is another one. */
  resourceGroupName?: string;
  /** Its endpoint. Default: `https://NAME.openai.azure.com`. */
  endpointUrl?: string;
  /** The addresses and ranges that it lets in now. Default: none are known. */
  ipRules?: string[];
  /** What it does with all others. `Allow`: no rule is missing. Default: `Deny`. */
  defaultAction?: "Allow" | "Deny";
}

/** What to provision for Sigma at Azure: the inputs that are the same on every path. */
export interface AzureOpenAiInputs {
  /** Base of the account's name and subdomain; `-` and a suffix of 6 characters follow. Default: `sigma-ai`. */
  name?: string;
  /** The resource group; it exists already. */
  resourceGroupName: string;
  /** Azure region of a new account, such as `eastus2`. Not needed with {@link AzureOpenAiInputs.account}. */
  location?: string;
  /** An account that exists already, instead of a new one. Its network rules are never written. */
  account?: ExistingAccount;
  /** Kind of a new account. Default: `OpenAI`. */
  kind?: AccountKind;
  /** Name of a Foundry project to make in a new account of the kind `AIServices`. Default: none. */
  project?: string;
  /** Where prompts may be processed. It decides the SKU of the deployments. */
  dataResidency: DataResidency;
  /** The language model: gpt-4.1 or later. */
  languageModel: ModelChoice;
  /** The embedding model: text-embedding-3-small. */
  embeddingModel: ModelChoice;
  /** How the language model is billed. The embedding model is always `standard`. Default: `standard`. */
  throughput?: Throughput;
  /** Says that the bill of provisioned throughput is wanted. Default: false. */
  acceptProvisionedBilling?: boolean;
  /** Sigma's egress addresses as its admin page shows them: IPv4 addresses and ranges. */
  sigmaAddresses: string[];
  /** Further addresses to let in: the operator's, a pipeline's. Default: none. */
  extraAddresses?: string[];
  /** Which of the account's two keys Sigma is given. Default: 1. */
  key?: 1 | 2;
  /** When Azure may move the deployments to newer versions. Default: `OnceCurrentVersionExpired`. */
  versionUpgradeOption?: VersionUpgradeOption;
  /** Tags of a new account. Default: none. */
  tags?: Record<string, string>;
  /** What you know better about the ends of models, by `NAME/VERSION`. */
  modelPolicy?: ModelPolicyOverride;
}
