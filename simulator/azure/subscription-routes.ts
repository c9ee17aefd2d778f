import { z } from "zod";

import { missing } from "./arm-error.ts";
import { GROUP_PATH, keyOf, PROVIDER_PATH, SUBSCRIPTION_PATH } from "./arm-id.ts";
import { bodyOf, parameter, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { retryAfter } from "./long-write.ts";
import { groupOf } from "./lookup.ts";

const TYPES = ["accounts", "accounts/deployments", "accounts/projects", "deletedAccounts"];
const domainSchema = z.looseObject({ subdomainName: z.string(), type: z.string() });

/** The routes over a subscription as a whole. */
export const subscriptionRoutes: readonly ArmRoute[] = [
  { method: "GET", path: SUBSCRIPTION_PATH, handle: getSubscription },
  { method: "GET", path: GROUP_PATH, handle: getGroup },
  { method: "GET", path: PROVIDER_PATH, handle: getProvider },
  { method: "GET", path: "/providers/Microsoft.CognitiveServices", handle: getProvider },
  { method: "POST", path: `${PROVIDER_PATH}/checkDomainAvailability`, handle: checkDomain },
  {
    method: "GET",
    path: `${PROVIDER_PATH}/locations/{location}/operationResults/{operation}`,
    handle: getOperation,
  },
];

function getSubscription(_: ArmRequest, { seed }: Azure): ArmAnswer {
  const { subscriptionId, tenantId } = seed;
  const id = `/subscriptions/${subscriptionId}`;
  const body = { id, subscriptionId, tenantId, displayName: "Simulated", state: "Enabled" };
  return { status: 200, body };
}

function getGroup(request: ArmRequest, azure: Azure): ArmAnswer {
  const { name, location } = groupOf(request, azure);
  return {
    status: 200,
    body: {
      id: `/subscriptions/${azure.seed.subscriptionId}/resourceGroups/${name}`,
      name,
      type: "Microsoft.Resources/resourceGroups",
      location,
      properties: { provisioningState: "Succeeded" },
    },
  };
}

function getProvider(request: ArmRequest, { seed }: Azure): ArmAnswer {
  const locations = [...new Set(seed.resourceGroups.map(({ location }) => location))];
  return {
    status: 200,
    body: {
      id: `/subscriptions/${seed.subscriptionId}/providers/Microsoft.CognitiveServices`,
      namespace: "Microsoft.CognitiveServices",
      registrationState: "Registered",
      resourceTypes: TYPES.map((resourceType) => ({
        resourceType,
        locations,
        apiVersions: [request.apiVersion],
      })),
    },
  };
}

function checkDomain(request: ArmRequest, { accounts }: Azure): ArmAnswer {
  const { subdomainName, type } = bodyOf(request, domainSchema);
  const isSubdomainAvailable = !accounts.isSubdomainUsed(subdomainName);
  return {
    status: 200,
    body: {
      subdomainName,
      type,
      isSubdomainAvailable,
      ...(isSubdomainAvailable
        ? {}
        : { reason: `Sub domain name '${keyOf(subdomainName)}' is already used.` }),
    },
  };
}

function getOperation(request: ArmRequest, { operations }: Azure): ArmAnswer {
  const name = parameter(request, "operation");
  const operation = operations.poll(name);
  if (operation === undefined) {
    throw missing("ResourceNotFound", `The operation '${name}' was not found.`);
  }
  const { startTime, endTime } = operation;
  return endTime === undefined
    ? {
        status: 200,
        body: { name, status: "InProgress", startTime },
        headers: retryAfter(operation),
      }
    : { status: 200, body: { name, status: "Succeeded", startTime, endTime } };
}
