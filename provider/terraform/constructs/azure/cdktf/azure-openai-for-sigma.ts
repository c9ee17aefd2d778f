import {
  Annotations,
  type ITerraformDependable,
  type TerraformProvider,
  type TerraformResource,
} from "cdktf";
import { Construct } from "constructs";
import { endpointOf } from "../../../../azure/endpoint.ts";
import { missingIpRules, missingIpRulesCommand } from "../../../../azure/existing-account.ts";
import type { AzureOpenAiInputs } from "../../../../azure/inputs.ts";
import { integrationBlock } from "../../../../azure/integration-block.ts";
import { provision, provisionFaults, type Provision } from "../../../../azure/provision.ts";
import { spellFields } from "../../../../integration/errors.ts";
import { KEYS } from "../resources.ts";
import { makeResources, type Account } from "./azure-resources.ts";

export type * from "../../../../azure/inputs.ts";
export type { ModelPolicyEntry, ModelPolicyOverride } from "../../../../azure/model-policy.ts";
export * from "../../../../azure/models.ts";

/** What the construct is made with: what to provision, and by which providers. */
export interface AzureOpenAiForSigmaConfig extends AzureOpenAiInputs {
  /** The azurerm provider, where a stack has several. Default: the one without an alias. */
  readonly provider?: TerraformProvider;
  /** The random provider, where a stack has several. Default: the one without an alias. */
  readonly randomProvider?: TerraformProvider;
}

/** The `azureOpenai` block of an integration. */
export interface AzureOpenAiIntegration {
  readonly endpointUrl: string;
  /** One of the account's two keys, write-only. */
  readonly apiKeyWo: string;
  readonly languageModel: { readonly deploymentId: string };
  readonly embeddingModel: { readonly deploymentId: string };
  /** How long a save is tried again while new deployments and rules do not work yet. */
  readonly validationWait: string;
}

/**
 * What Sigma needs at Azure OpenAI: an account that lets Sigma's addresses in, and in it the two deployments, made one after
 * the other. In an account that exists already only the deployments are made; its network rules stay its owner's.
 *
 * The stack declares the azurerm provider, with its `features` block. azurerm keeps both keys of an account in the state,
 * whatever a program does with them. The integration keeps none: it takes its key write-only, which needs Terraform or
 * OpenTofu 1.11; with an older engine give it as `apiKey`.
 *
 * Throws an AggregateError with every fault of the inputs. What should be known, such as the end of a model, is a warning at
 * synth.
 *
 * @example
 * const azure = new AzureOpenAiForSigma(this, "azure", {
 *   resourceGroupName: "sigma",
 *   location: "eastus2",
 *   dataResidency: "global",
 *   languageModel: RECOMMENDED_LANGUAGE_MODEL_2026_11,
 *   embeddingModel: RECOMMENDED_EMBEDDING_MODEL_2026_11,
 *   sigmaAddresses: ["203.0.113.10", "203.0.113.11"],
 * });
 * new ExternalAiIntegration(this, "ai", { azureOpenai: azure.integration, dependsOn: [azure] });
 */
export class AzureOpenAiForSigma extends Construct implements ITerraformDependable {
  /** The `azureOpenai` block for as many integrations as are wanted. */
  readonly integration: AzureOpenAiIntegration;
  /** The account's name, with its suffix. */
  readonly accountName: string;
  /** The endpoint that Sigma is given. */
  readonly endpointUrl: string;
  /** The addresses that an account which exists already does not let in yet. None for a new account. */
  readonly missingIpRules: string[];
  /** The `az` command that lets them in; empty where none is missing. */
  readonly missingIpRulesCommand: string;

  /** The account: a resource, or the data source of one that exists already. */
  readonly account: Account;
  /** The Foundry project, where one was asked for. */
  readonly project: TerraformResource | undefined;
  /** The language model's deployment. */
  readonly languageModel: TerraformResource;
  /** The embedding model's deployment. */
  readonly embeddingModel: TerraformResource;

  constructor(scope: Construct, id: string, config: AzureOpenAiForSigmaConfig) {
    super(scope, id);
    const planned = plan(config);
    for (const notice of planned.notices) Annotations.of(this).addWarning(spellFields(notice));

    const made = makeResources(this, planned, config);
    this.account = made.account;
    this.project = made.project;
    this.languageModel = made.language;
    this.embeddingModel = made.embedding;

    const { account, resourceGroupName } = config;
    this.accountName = this.account.getStringAttribute("name");
    this.endpointUrl = account?.endpointUrl ?? endpointOf(this.accountName, undefined);
    this.missingIpRules = account ? missingIpRules(planned.allowlist, account) : [];
    this.missingIpRulesCommand = account
      ? missingIpRulesCommand({ resourceGroupName, ...account }, this.missingIpRules)
      : "";

    const { apiKey, ...block } = integrationBlock({
      endpointUrl: this.endpointUrl,
      apiKey: this.account.getStringAttribute(KEYS[planned.keyName]),
      language: this.languageModel.getStringAttribute("name"),
      embedding: this.embeddingModel.getStringAttribute("name"),
    });
    this.integration = { ...block, apiKeyWo: apiKey };
  }

  /** What `dependsOn` of a resource refers to: the last that is made here. */
  get fqn(): string {
    return this.embeddingModel.fqn;
  }
}

/** What to provision. Fails with every fault at once. */
function plan(config: AzureOpenAiForSigmaConfig): Provision {
  const today = new Date();
  const faults = provisionFaults(config, today);
  if (faults.length === 0) return provision(config, today);
  throw new AggregateError(faults, faults.map(({ message }) => message).join("\n"));
}
