import type { Account } from "./account.ts";
import { resourceNotFound } from "./arm-error.ts";
import { ACCOUNT_PATH, accountId, keyOf } from "./arm-id.ts";
import { bodyOf, parameter, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import {
  deploymentId,
  deploymentPatchSchema,
  deploymentSchema,
  deploymentView,
  type Deployment,
} from "./deployment.ts";
import { checkedDeployment } from "./deployment-rules.ts";
import { begin, removalAnswer } from "./long-write.ts";
import { accountOf } from "./lookup.ts";

const DEPLOYMENTS_PATH = `${ACCOUNT_PATH}/deployments`;
const DEPLOYMENT_PATH = `${DEPLOYMENTS_PATH}/{deployment}`;

/** The routes over the deployments of an account. */
export const deploymentRoutes: readonly ArmRoute[] = [
  { method: "PUT", path: DEPLOYMENT_PATH, handle: putDeployment },
  { method: "PATCH", path: DEPLOYMENT_PATH, handle: patchDeployment },
  { method: "GET", path: DEPLOYMENT_PATH, handle: getDeployment },
  { method: "DELETE", path: DEPLOYMENT_PATH, handle: deleteDeployment },
  { method: "GET", path: DEPLOYMENTS_PATH, handle: listDeployments },
];

function putDeployment(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const body = bodyOf(request, deploymentSchema);
  azure.operations.demandFree(accountId(account));
  const before = presentIn(account, request);
  const name = before?.name ?? parameter(request, "deployment");
  const after = checkedDeployment(azure, account, name, body, before);
  return written(request, azure, account, after, before === undefined);
}

function patchDeployment(request: ArmRequest, azure: Azure): ArmAnswer {
  const [account, before] = deploymentOf(request, azure);
  const { sku, tags } = bodyOf(request, deploymentPatchSchema);
  azure.operations.demandFree(accountId(account));
  const { model, raiPolicyName } = before;
  const body = {
    sku: { ...before.sku, ...sku },
    tags: tags ?? before.tags,
    properties: { model, raiPolicyName },
  };
  const { versionUpgradeOption } = before;
  const after = checkedDeployment(azure, account, before.name, body, before);
  return written(request, azure, account, { ...after, versionUpgradeOption }, false);
}

function getDeployment(request: ArmRequest, azure: Azure): ArmAnswer {
  const name = parameter(request, "deployment");
  const state = azure.operations.look(deploymentId(accountOf(request, azure), name));
  const [account, deployment] = deploymentOf(request, azure);
  return { status: 200, body: deploymentView(account, deployment, state) };
}

function deleteDeployment(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const deployment = presentIn(account, request);
  if (deployment === undefined) return { status: 204 };
  azure.operations.demandFree(accountId(account));
  account.deployments.delete(keyOf(deployment.name));
  const resourceId = deploymentId(account, deployment.name);
  return removalAnswer(begin(request, azure, { account, resourceId, kind: "Deleting" }));
}

function listDeployments(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const value = [...account.deployments.values()].map((deployment) =>
    deploymentView(
      account,
      deployment,
      azure.operations.underWay(deploymentId(account, deployment.name)),
    ),
  );
  return { status: 200, body: { value } };
}

function written(
  request: ArmRequest,
  azure: Azure,
  account: Account,
  deployment: Deployment,
  created: boolean,
): ArmAnswer {
  account.deployments.set(keyOf(deployment.name), deployment);
  const kind = created ? "Creating" : "Updating";
  const resourceId = deploymentId(account, deployment.name);
  const headers = begin(request, azure, { account, resourceId, kind });
  return { status: created ? 201 : 200, body: deploymentView(account, deployment, kind), headers };
}

function presentIn(account: Account, request: ArmRequest): Deployment | undefined {
  return account.deployments.get(keyOf(parameter(request, "deployment")));
}

function deploymentOf(request: ArmRequest, azure: Azure): readonly [Account, Deployment] {
  const account = accountOf(request, azure);
  const deployment = presentIn(account, request);
  if (deployment !== undefined) return [account, deployment];
  const name = `${account.name}/deployments/${parameter(request, "deployment")}`;
  throw resourceNotFound("accounts", name, account.group);
}
