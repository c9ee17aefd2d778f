import type { Output, Resource } from "@pulumi/pulumi";
import type { Deployment } from "../../azure/deployment.ts";
import type { AccountSource } from "./account-source.ts";
import { cognitiveServices } from "./packages.ts";

/** A deployment that is there once its name is known. */
export interface Deployed {
  name: Output<string>;
  resource: Resource;
}

/** Adds the deployments to an account, each after the one before; they go away in the opposite order. */
export function deploy(
  name: string,
  [language, embedding]: readonly [Deployment, Deployment],
  account: AccountSource,
  parent: Resource,
): [language: Deployed, embedding: Deployed] {
  const first = addDeployment(`${name}-language`, language, account, parent, account.before);
  const second = addDeployment(`${name}-embedding`, embedding, account, parent, [first.resource]);
  return [first, second];
}

function addDeployment(
  name: string,
  { name: deploymentName, sku, properties }: Deployment,
  { name: accountName, resourceGroupName }: AccountSource,
  parent: Resource,
  dependsOn: Resource[],
): Deployed {
  const { Deployment: DeploymentResource } = cognitiveServices();
  const args = { accountName, resourceGroupName, deploymentName, sku, properties };
  const resource = new DeploymentResource(name, args, { parent, dependsOn });
  return { name: resource.name, resource };
}
