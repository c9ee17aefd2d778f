/** A resource's properties as a policy sees them. */
export type Properties = Readonly<Record<string, unknown>>;

/** A value of an integration, and where it stands, such as `azureOpenai.languageModel.apiKey`. */
export interface Value {
  path: string;
  value: unknown;
}

/** The blocks of the vendors. */
export const VENDORS = ["openai", "azureOpenai", "gemini", "anthropic"] as const;

// Of the dynamic provider for Node.js, and of the native plugin. Their properties have the same shape.
const TYPES = new Set([
  "pulumi-nodejs:dynamic/sigma:ExternalAiIntegration",
  "sigma:index:ExternalAiIntegration",
]);

// Of azure-native and of a local SDK for one version of its API, whose name has the version; and of azure, with its newer type.
const AZURE_ACCOUNTS = [
  /^azure-native:cognitiveservices(?:\/v\w+)?:Account$/,
  /^azure-native_cognitiveservices_v\w+:.*:Account$/,
  /^azure:cognitive\/(?:account:Account|aIServices:AIServices)$/,
];

/** Whether a type of Pulumi's is that of an integration. */
export function isIntegration(type: string): boolean {
  return TYPES.has(type);
}

/** Whether a type of Pulumi's is that of an account of Azure AI. */
export function isAzureAccount(type: string): boolean {
  return AZURE_ACCOUNTS.some((pattern) => pattern.test(type));
}

/** The vendors whose blocks are given. It reads none of their values, which may not be known in a preview. */
export function vendorsOf(properties: Properties): string[] {
  return VENDORS.filter((vendor) => Object.hasOwn(properties, vendor));
}

/** Every API key that is given: a text, or a reference. */
export function keysOf(properties: Properties): Value[] {
  return blocksOf(properties).flatMap((block) => fieldOf(block, "apiKey"));
}

/** Every endpoint that is given. */
export function endpointsOf(properties: Properties): Value[] {
  return blocksOf(properties).flatMap((block) => fieldOf(block, "endpointUrl"));
}

/** Whether a value is an object with properties. */
export function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The vendors' blocks, and the blocks of both of Azure's models. */
function blocksOf(properties: Properties): Value[] {
  const vendors = vendorsOf(properties).flatMap((vendor) =>
    fieldOf({ path: "", value: properties }, vendor),
  );
  const models = vendors.flatMap((vendor) => [
    ...fieldOf(vendor, "languageModel"),
    ...fieldOf(vendor, "embeddingModel"),
  ]);
  return [...vendors, ...models];
}

function fieldOf({ path, value }: Value, name: string): Value[] {
  if (!isProperties(value) || !Object.hasOwn(value, name)) return [];
  return [{ path: path === "" ? name : `${path}.${name}`, value: value[name] }];
}
