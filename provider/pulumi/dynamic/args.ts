import type { Input } from "@pulumi/pulumi";
import type { VendorName } from "../../integration/model.ts";

/**
 * An API key: the text, which is kept as a secret; or where to read it when it is needed, from an environment variable or a
 * file of the machine that runs Pulumi. With a reference the stack's state holds no key at all.
 */
export type ApiKey = string | { fromEnv: Input<string> } | { fromFile: Input<string> };

/** A vendor that takes one API key. */
export interface KeyOnlyArgs {
  /** The API key. */
  apiKey: Input<ApiKey>;
  /**
   * A number to raise when the key changes. Where it is given, only the number decides whether the key is saved again: for
   * keys that differ at every run.
   */
  apiKeyVersion?: Input<number>;
}

/** One deployment in Azure OpenAI. */
export interface AzureModelArgs {
  /** Name of the deployment in the Azure OpenAI resource. */
  deploymentId: Input<string>;
  /** Endpoint of the resource, where it is not the one given for both models. */
  endpointUrl?: Input<string>;
  /** API key of the resource, where it is not the one given for both models. */
  apiKey?: Input<ApiKey>;
  /** The version of that key; see {@link KeyOnlyArgs}. */
  apiKeyVersion?: Input<number>;
}

/** Azure OpenAI. Sigma needs two deployments. */
export interface AzureOpenAiArgs {
  /** Endpoint for both models: `https://NAME.openai.azure.com`. */
  endpointUrl?: Input<string>;
  /** API key for both models. */
  apiKey?: Input<ApiKey>;
  /** The version of that key; see {@link KeyOnlyArgs}. */
  apiKeyVersion?: Input<number>;
  /** The deployment of a language model, gpt-4.1 or later. */
  languageModel: Input<AzureModelArgs>;
  /** The deployment of text-embedding-3-small. */
  embeddingModel: Input<AzureModelArgs>;
  /**
   * How long a save that Sigma answers with "Failed to validate" is tried again, such as `"10m"`: new deployments and firewall
   * rules take minutes to work. At most 10 saves; not at all by default.
   */
  validationWait?: Input<string>;
}

/** How the credentials are tried at the vendor before a save. */
export type PreflightArgs =
  | "enforce"
  | "warn"
  | "off"
  | {
      mode?: Input<"enforce" | "warn" | "off">;
      /** Hosts of your own API gateways that may be sent the key. */
      trustedHosts?: Input<Input<string>[]>;
      /** Accept models whose generation cannot be told from their name. */
      allowUnverifiedModels?: Input<boolean>;
    };

/** The settings beside the vendor's block. All of them are optional. */
export interface SettingsArgs {
  /** Organization id of the tenant to configure, through its parent's credentials. A change replaces. */
  tenant?: Input<string>;
  /**
   * What the first create does where something is configured already, or may be: `refuse` (default) or `overwrite`. A saved
   * key cannot be read back, so what is overwritten is lost.
   */
  existing?: Input<"refuse" | "overwrite">;
  /** Organization id that the credentials must belong to: a guard against the wrong ones. */
  expectedOrganizationId?: Input<string>;
  /** Whether the credentials are tried at the vendor directly before a save: `enforce` (default), `warn` or `off`. */
  preflight?: Input<PreflightArgs>;
  /** What deleting the resource does at Sigma: `remove` (default) or `retain`. */
  removal?: Input<"remove" | "retain">;
  /** What a key that was changed outside leads to: `correct` (default), `ignore`, or `stop`, which fails the update. */
  credentialDrift?: Input<"correct" | "ignore" | "stop">;
  /** Name of a connection: `"eu"` reads SIGMA_EU_BASE_URL, SIGMA_EU_CLIENT_ID and SIGMA_EU_CLIENT_SECRET. */
  connection?: Input<string>;
}

interface VendorBlocks {
  /** OpenAI. */
  openai: Input<KeyOnlyArgs>;
  /** Azure OpenAI. */
  azureOpenai: Input<AzureOpenAiArgs>;
  /** Google Gemini. */
  gemini: Input<KeyOnlyArgs>;
  /** Anthropic. */
  anthropic: Input<KeyOnlyArgs>;
}

/** The block of one vendor, and of no other. */
type Only<Vendor extends VendorName> = Pick<VendorBlocks, Vendor> &
  Partial<Record<Exclude<VendorName, Vendor>, never>>;

/** The arguments of the resource: exactly one vendor's block, and settings. */
export type ExternalAiIntegrationArgs = SettingsArgs &
  { [Vendor in VendorName]: Only<Vendor> }[VendorName];
