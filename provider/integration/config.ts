import {
  DEFAULTS,
  VENDORS,
  type Credential,
  type IntegrationInput,
  type PreflightMode,
  type VendorName,
} from "./model.ts";
import { parseDuration } from "./duration.ts";

/** The two models that Sigma needs of Azure OpenAI. */
export const AZURE_MODELS = ["languageModel", "embeddingModel"] as const;

/** The name of one of the two models. */
export type AzureModelName = (typeof AZURE_MODELS)[number];

/** One Azure deployment, with the values both models share filled in. */
export interface AzureModel<Key> {
  deploymentId: string;
  endpointUrl: string;
  apiKey: Key;
  keyVersion?: number | undefined;
}

/** A vendor's block in its one resolved form. `Key` is a {@link Credential} as configured, or a `Secret` once read. */
export type VendorBlock<Key> =
  | { name: Exclude<VendorName, "azureOpenai">; apiKey: Key; keyVersion?: number | undefined }
  | ({ name: "azureOpenai" } & Record<AzureModelName, AzureModel<Key>>);

/** The settings that only say how the resource is handled: a change of these alone writes state and sends nothing. */
export interface Settings {
  existing: "refuse" | "overwrite";
  preflight: { mode: PreflightMode; trustedHosts: string[]; allowUnverifiedModels: boolean };
  /** How long a save that Sigma could not validate is tried again, as it was written; not at all where it is missing. */
  validationWait?: string;
  removal: "remove" | "retain";
  credentialDrift: "correct" | "ignore" | "stop";
  expectedOrganizationId?: string;
}

/** Where the integration is: which connection, and which tenant of it. */
export interface Target {
  tenant?: string | undefined;
  connection?: string | undefined;
}

/** The desired configuration, checked, with defaults filled in. */
export interface Config {
  vendor: VendorBlock<Credential>;
  target: Target;
  settings: Settings;
  /** Paths of the values that are not known before apply; stand-ins take their place. */
  unknown: readonly string[];
}

/** How long a save that Sigma could not validate is tried again, in milliseconds. */
export function waitOf({ validationWait }: { validationWait?: string | undefined }): number {
  return parseDuration(validationWait ?? DEFAULTS.validationWait) ?? 0;
}

/** Brings a parsed input into its one resolved form. Expects what the rules demand: one vendor, both endpoints and keys. */
export function toConfig(input: IntegrationInput, unknown: readonly string[]): Config | undefined {
  const vendor = vendorBlock(input);
  if (vendor === undefined) return undefined;
  return { vendor, target: targetOf(input), settings: settingsOf(input), unknown };
}

/** Where a parsed input says that the integration is. */
export function targetOf({ tenant, connection }: Target): Target {
  return {
    ...(tenant === undefined ? {} : { tenant }),
    ...(connection === undefined ? {} : { connection }),
  };
}

/** The settings of a parsed input, with defaults filled in. */
export function settingsOf(
  input: Omit<IntegrationInput, VendorName> & Pick<IntegrationInput, "azureOpenai">,
): Settings {
  const { expectedOrganizationId, azureOpenai } = input;
  const validationWait = azureOpenai?.validationWait;
  const preflight =
    typeof input.preflight === "object" ? input.preflight : { mode: input.preflight };
  return {
    existing: input.existing ?? DEFAULTS.existing,
    preflight: {
      mode: preflight.mode ?? DEFAULTS.preflight,
      trustedHosts: preflight.trustedHosts ?? [],
      allowUnverifiedModels: preflight.allowUnverifiedModels ?? false,
    },
    ...(validationWait === undefined ? {} : { validationWait }),
    removal: input.removal ?? DEFAULTS.removal,
    credentialDrift: input.credentialDrift ?? DEFAULTS.credentialDrift,
    ...(expectedOrganizationId === undefined ? {} : { expectedOrganizationId }),
  };
}

function vendorBlock(input: IntegrationInput): VendorBlock<Credential> | undefined {
  const name = VENDORS.find((vendor) => input[vendor] !== undefined);
  if (name === undefined) return undefined;
  if (name !== "azureOpenai") {
    const block = input[name];
    return block && { name, apiKey: block.apiKey, keyVersion: block.apiKeyVersion };
  }
  const languageModel = azureModel(input, "languageModel");
  const embeddingModel = azureModel(input, "embeddingModel");
  if (languageModel === undefined || embeddingModel === undefined) return undefined;
  return { name, languageModel, embeddingModel };
}

function azureModel(
  { azureOpenai }: IntegrationInput,
  name: AzureModelName,
): AzureModel<Credential> | undefined {
  const model = azureOpenai?.[name];
  const endpointUrl = model?.endpointUrl ?? azureOpenai?.endpointUrl;
  const apiKey = model?.apiKey ?? azureOpenai?.apiKey;
  if (model === undefined || endpointUrl === undefined || apiKey === undefined) return undefined;
  const { apiKeyVersion } = model.apiKey === undefined ? { ...azureOpenai } : model;
  return { deploymentId: model.deploymentId, endpointUrl, apiKey, keyVersion: apiKeyVersion };
}
