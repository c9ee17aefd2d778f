import {
  all,
  ComponentResource,
  log,
  ResourceError,
  type ComponentResourceOptions,
  type InvokeOutputOptions,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { missingIpRulesCommand } from "../../azure/existing-account.ts";
import { integrationBlock, type IntegrationBlock } from "../../azure/integration-block.ts";
import { provision, provisionFaults, type Provision } from "../../azure/provision.ts";
import { spellFields } from "../../integration/errors.ts";
import type { AccountSource } from "./account-source.ts";
import type { AzureOpenAiForSigmaArgs } from "./args.ts";
import { deploy } from "./deployments.ts";
import { readably } from "./errors.ts";
import { findAccount } from "./existing-account.ts";
import { readKey } from "./keys.ts";
import { makeAccount } from "./new-account.ts";

/**
 * The Azure OpenAI account that Sigma needs, with its two deployments and the allowlist; or the deployments alone, in an account
 * that exists. Needs `@pulumi/azure-native` and `@pulumi/random`. One component can serve many integrations.
 *
 * Everything is checked before anything is made, and made one after the other, as Azure demands. Removed, it goes the other
 * way; Azure keeps the name of a deleted account for 48 hours.
 *
 * @example
 * const azure = new AzureOpenAiForSigma("azure", { … });
 * new ExternalAiIntegration("ai", { azureOpenai: azure.integration });
 */
export class AzureOpenAiForSigma extends ComponentResource {
  /** The `azureOpenai` block of an integration. Its key is a secret. */
  readonly integration: IntegrationBlock<Output<string>>;
  /** Name of the account. */
  readonly accountName: Output<string>;
  /** Where Sigma reaches the models. */
  readonly endpointUrl: Output<string>;
  /** What an account that exists does not let in yet; its owner has to add it. Empty where the account is made here. */
  readonly missingIpRules: Output<string[]>;
  /** The `az` command that adds it; empty where nothing is missing. */
  readonly missingIpRulesCommand: Output<string>;

  constructor(name: string, args: AzureOpenAiForSigmaArgs, options?: ComponentResourceOptions) {
    super("sigma-external-ai:azure:AzureOpenAiForSigma", name, {}, options);
    const plan = planned(args, this);
    const { account, deployments } = readably(this, () => {
      const source = accountSource(name, args, plan, {
        parent: this,
        ...(options?.dependsOn && { dependsOn: options.dependsOn }),
      });
      return { account: source, deployments: deploy(name, plan.deployments, source, this) };
    });
    const [language, embedding] = deployments;
    const made = [...account.before, language.resource, embedding.resource];
    this.accountName = account.name;
    this.endpointUrl = account.endpointUrl;
    this.missingIpRules = account.missingIpRules;
    this.missingIpRulesCommand = all([
      account.name,
      account.resourceGroupName,
      account.missingIpRules,
    ]).apply(([accountName, resourceGroupName, missing]) =>
      missingIpRulesCommand({ name: accountName, resourceGroupName }, missing),
    );
    this.integration = integrationBlock({
      endpointUrl: account.endpointUrl,
      apiKey: readKey(account, plan.keyName, this, made),
      language: language.name,
      embedding: embedding.name,
    });
    // Without the block: the key need not stand in the state once more.
    this.registerOutputs({
      accountName: this.accountName,
      endpointUrl: this.endpointUrl,
      missingIpRules: this.missingIpRules,
      missingIpRulesCommand: this.missingIpRulesCommand,
    });
  }
}

/** What to provision. Fails with every fault at once, and says the notices. */
function planned(args: AzureOpenAiForSigmaArgs, component: Resource): Provision {
  const today = new Date();
  const faults = provisionFaults(args, today).map(({ message }) => message);
  if (faults.length > 0) throw new ResourceError(faults.join("\n"), component, true);
  const plan = provision(args, today);
  for (const notice of plan.notices) void log.warn(spellFields(notice), component);
  return plan;
}

function accountSource(
  name: string,
  args: AzureOpenAiForSigmaArgs,
  { account, project, allowlist }: Provision,
  options: InvokeOutputOptions & { parent: Resource },
): AccountSource {
  if (account !== undefined) return makeAccount(name, account, project, args, options.parent);
  const { account: existing = { name: "" }, resourceGroupName } = args;
  const group = existing.resourceGroupName ?? resourceGroupName;
  return findAccount(existing, group, allowlist, options);
}
