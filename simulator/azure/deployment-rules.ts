import type { SeedModel } from "../seed/seed.ts";
import type { Account } from "./account.ts";
import { hasModels } from "./account-endpoints.ts";
import { invalid } from "./arm-error.ts";
import { keyOf } from "./arm-id.ts";
import type { Azure } from "./azure.ts";
import type { Deployment, DeploymentBody } from "./deployment.ts";

const DEPLOYMENT_NAME = /^[A-Za-z0-9_.-]{2,64}$/;
const POLICIES: ReadonlySet<string> = new Set(["Microsoft.Default", "Microsoft.DefaultV2"]);

/**
 * What a deployment holds after a write, with Azure's defaults.
 *
 * @param before the deployment as it is; undefined where it is new
 * @throws ArmError 400 where Azure refuses the write
 */
export function checkedDeployment(
  azure: Azure,
  account: Account,
  name: string,
  { sku, tags, properties }: DeploymentBody,
  before: Deployment | undefined,
): Deployment {
  if (!DEPLOYMENT_NAME.test(name)) {
    throw invalid("InvalidResourceName", `The deployment name '${name}' is not valid.`);
  }
  const { kind } = account.content;
  if (!hasModels(kind)) {
    throw invalid("BadRequest", `Accounts of kind '${kind}' have no deployments.`);
  }
  const { raiPolicyName = "Microsoft.DefaultV2" } = properties;
  if (!POLICIES.has(raiPolicyName)) {
    throw invalid("InvalidResourceProperties", `The RAI policy '${raiPolicyName}' does not exist.`);
  }
  const model = offered(azure, properties.model, before);
  const deployment: Deployment = {
    name,
    sku: { name: sku?.name ?? "Standard", capacity: sku?.capacity ?? 1 },
    tags,
    model: { format: properties.model.format, name: model.name, version: model.version },
    versionUpgradeOption: properties.versionUpgradeOption ?? "OnceNewDefaultVersionAvailable",
    raiPolicyName,
  };
  demandSku(deployment, model);
  demandQuota(azure, account, deployment, model.quota);
  return deployment;
}

function offered(
  { seed, clock }: Azure,
  { format, name, version }: DeploymentBody["properties"]["model"],
  before: Deployment | undefined,
): SeedModel {
  const versions = seed.models.filter((model) => model.name === name && format === "OpenAI");
  const model =
    version === undefined
      ? (versions.find(({ isDefault }) => isDefault === true) ?? versions[0])
      : versions.find((one) => one.version === version);
  if (model === undefined) {
    throw invalid(
      "DeploymentModelNotSupported",
      `The model 'Format:${format},Name:${name},Version:${version ?? ""}' of account deployment is not supported.`,
    );
  }
  const runs = before?.model.name === model.name && before.model.version === model.version;
  const since = model.deprecatedSince;
  if (since !== undefined && Date.parse(since) <= clock.now() && !runs) {
    throw invalid(
      "ServiceModelDeprecated",
      `The model 'Format:${format},Name:${name},Version:${model.version}' has been deprecated since ${since} 00:00:00.`,
    );
  }
  return model;
}

function demandSku({ sku, model }: Deployment, { skus }: SeedModel): void {
  if (skus.includes(sku.name)) return;
  throw invalid(
    "InvalidResourceProperties",
    `The specified SKU '${sku.name}' of account deployment is not supported by the model '${model.name}' version '${model.version}'.`,
  );
}

/** Quota is counted over the subscription, for each location, model and SKU. */
function demandQuota(
  { accounts }: Azure,
  account: Account,
  { name, sku, model }: Deployment,
  quota: number,
): void {
  const used = accounts
    .live()
    .filter(({ location }) => location === account.location)
    .flatMap((one) =>
      [...one.deployments.values()].filter(
        (deployment) => one !== account || keyOf(deployment.name) !== keyOf(name),
      ),
    )
    .filter((other) => other.model.name === model.name && other.sku.name === sku.name)
    .reduce((total, other) => total + other.sku.capacity, 0);
  const available = quota - used;
  if (sku.capacity <= available) return;
  const what = `Tokens Per Minute (thousands) - ${model.name}`;
  throw invalid(
    "InsufficientQuota",
    `This operation require ${sku.capacity} new capacity in quota ${what}, which is bigger than the current available capacity ${available}. The current quota usage is ${used} and the quota limit is ${quota} for quota ${what}.`,
  );
}
