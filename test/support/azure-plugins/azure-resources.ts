import { SUBSCRIPTION } from "../azapi-environment.ts";
import { asProperties, type Properties, UNKNOWN } from "./properties.ts";

/** How a kind of resource is found at ARM, and what it is made of. */
export interface AzureResource {
  /** The input that names it, made up where a program leaves it out. */
  nameInput: string;
  /** Its id at ARM. */
  id: (inputs: Properties) => string;
  /** The inputs that ARM takes in the body. */
  body: readonly string[];
  /** The inputs whose change makes a new resource. */
  replaces: readonly string[];
  /** What ARM adds to `properties`. */
  computed: readonly string[];
}

/** The id of an account. */
export function accountId({ resourceGroupName, accountName }: Properties): string {
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${String(resourceGroupName)}`;
  return `${group}/providers/Microsoft.CognitiveServices/accounts/${String(accountName)}`;
}

/** The resources of azure-native that are there, by type. */
export const AZURE_RESOURCES: Readonly<Record<string, AzureResource>> = {
  "azure-native:cognitiveservices:Account": {
    nameInput: "accountName",
    id: accountId,
    body: ["identity", "kind", "location", "properties", "sku", "tags"],
    replaces: ["accountName", "location", "resourceGroupName"],
    computed: ["endpoint", "endpoints", "provisioningState", "dateCreated", "internalId"],
  },
  "azure-native:cognitiveservices:Deployment": {
    nameInput: "deploymentName",
    id: (inputs) => `${accountId(inputs)}/deployments/${String(inputs["deploymentName"])}`,
    body: ["properties", "sku", "tags"],
    replaces: ["accountName", "deploymentName", "resourceGroupName"],
    computed: ["provisioningState", "capabilities", "rateLimits"],
  },
  "azure-native:cognitiveservices:Project": {
    nameInput: "projectName",
    id: (inputs) => `${accountId(inputs)}/projects/${String(inputs["projectName"])}`,
    body: ["identity", "location", "properties", "tags"],
    replaces: ["accountName", "location", "projectName", "resourceGroupName"],
    computed: ["endpoints", "isDefault", "provisioningState"],
  },
};

/** The resource of a type; an error where it is not there. */
export function azureResource(type: string): AzureResource {
  const resource = AZURE_RESOURCES[type];
  if (resource === undefined) throw new Error(`unknown resource type ${type}`);
  return resource;
}

/** What is known of the outputs before ARM has answered. */
export function previewOutputs({ body, computed }: AzureResource, inputs: Properties): Properties {
  const unknown = (names: readonly string[]): Properties =>
    Object.fromEntries(names.map((name) => [name, UNKNOWN]));
  return {
    ...unknown(["etag", "name", "systemData", "type"]),
    ...Object.fromEntries(body.map((name) => [name, inputs[name] ?? UNKNOWN])),
    azureApiVersion: inputs["azureApiVersion"],
    properties: { ...unknown(computed), ...asProperties(inputs["properties"]) },
  };
}

/** Azure writes a region in two ways. */
export function sameLocation(location: unknown): unknown {
  return typeof location === "string" ? location.toLowerCase().replaceAll(" ", "") : location;
}
