import type { TerraformDataSource, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { NewAccount } from "../../../../azure/account.ts";
import type { AzureOpenAiInputs } from "../../../../azure/inputs.ts";
import { SUFFIX } from "../../../../azure/names.ts";
import type { Provision } from "../../../../azure/provision.ts";
import {
  accountAttributes,
  deploymentAttributes,
  IGNORED,
  projectAttributes,
  TYPES,
} from "../resources.ts";
import { RawDataSource, RawResource } from "./raw-resource.ts";
import { requireProviders } from "./required-providers.ts";

/** The account: a resource, or the data source of one that exists already. */
export type Account = TerraformResource | TerraformDataSource;

/** What was made. */
export interface AzureResources {
  account: Account;
  project: TerraformResource | undefined;
  language: TerraformResource;
  embedding: TerraformResource;
}

/** The inputs that no plan is made of, and the providers to use. */
export interface Settings extends Pick<
  AzureOpenAiInputs,
  "account" | "resourceGroupName" | "location" | "tags"
> {
  readonly provider?: TerraformProvider;
  readonly randomProvider?: TerraformProvider;
}

/** Makes the resources of a plan, each after the one before: Azure refuses two writes below one account at once. */
export function makeResources(
  scope: Construct,
  planned: Provision,
  settings: Settings,
): AzureResources {
  const { provider } = settings;
  const account = planned.account
    ? newAccount(scope, planned.account, settings)
    : existingAccount(scope, settings);
  const accountId = account.getStringAttribute("id");

  const project =
    planned.project &&
    new RawResource(scope, "project", {
      type: TYPES.project,
      attributes: projectAttributes(planned.project, accountId, settings),
      provider,
      dependsOn: [account],
    });
  const [language, embedding] = planned.deployments;
  const deploy = (id: string, deployment: typeof language, after: Account): TerraformResource =>
    new RawResource(scope, id, {
      type: TYPES.deployment,
      attributes: deploymentAttributes(deployment, accountId),
      provider,
      dependsOn: [after],
      lifecycle: { ignoreChanges: IGNORED },
    });
  const first = deploy("language", language, project ?? account);
  return { account, project, language: first, embedding: deploy("embedding", embedding, first) };
}

function newAccount(scope: Construct, planned: NewAccount, settings: Settings): Account {
  const { provider, randomProvider } = settings;
  requireProviders(scope, ["azurerm", "random"]);
  const suffix = new RawResource(scope, "suffix", {
    type: TYPES.suffix,
    attributes: SUFFIX,
    provider: randomProvider,
  });
  const name = `${planned.namePrefix}${suffix.getStringAttribute("result")}`;
  return new RawResource(scope, "account", {
    type: TYPES.account,
    attributes: accountAttributes(planned, { ...settings, name }),
    provider,
  });
}

function existingAccount(scope: Construct, settings: Settings): Account {
  const { account, provider } = settings;
  requireProviders(scope, ["azurerm"]);
  return new RawDataSource(scope, "account", {
    type: TYPES.account,
    attributes: {
      name: account?.name,
      resource_group_name: account?.resourceGroupName ?? settings.resourceGroupName,
    },
    provider,
  });
}
