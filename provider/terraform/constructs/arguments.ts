// Generated from the schema by `npm run generate`.

/** A value that only the engine knows: an `IResolvable` of either library. */
export interface Resolvable {
  readonly creationStack: string[];
  resolve: (context: never) => unknown;
  toString: () => string;
}

/** Sigma's external AI provider as code. */
export interface SigmaProviderArguments {
  /**
   * "write" allows operations that change something although Sigma has not published them, such as
   * the removal; "none" (default) refuses them. Default: SIGMA_ALLOW_ASSUMED.
   */
  readonly allowAssumed?: string;
  /**
   * Address of Sigma's API, or the name of a region such as aws-us-west. Default: SIGMA_BASE_URL.
   */
  readonly baseUrl?: string;
  /** Client ID of API credentials owned by an Admin. Default: SIGMA_CLIENT_ID. */
  readonly clientId?: string;
  /** Client secret of these credentials. Default: SIGMA_CLIENT_SECRET. */
  readonly clientSecret?: string;
  /**
   * Refuses apiKey, which is stored in the state, so that only apiKeyWo can be used. Default:
   * false.
   */
  readonly requireWriteOnly?: boolean | Resolvable;
}

/** A vendor that takes one API key. */
export interface KeyOnlyVendor {
  /** The API key. It is stored in the state; prefer apiKeyWo. */
  readonly apiKey?: string;
  /**
   * The API key, write-only: never in a plan or a state. Needs Terraform or OpenTofu 1.11. A
   * changed key is seen by a salted fingerprint. What azurerm or azapi store of an account's keys
   * stays in the state all the same.
   */
  readonly apiKeyWo?: string;
  /**
   * A number to raise when apiKeyWo changes. Where it is given, only the number decides whether the
   * key is saved again: for keys that differ at every run. An imported key has version 1.
   */
  readonly apiKeyWoVersion?: number;
}

/** One deployment in Azure OpenAI. */
export interface AzureModel {
  /** The API key. It is stored in the state; prefer apiKeyWo. */
  readonly apiKey?: string;
  /**
   * The API key, write-only: never in a plan or a state. Needs Terraform or OpenTofu 1.11. A
   * changed key is seen by a salted fingerprint. What azurerm or azapi store of an account's keys
   * stays in the state all the same.
   */
  readonly apiKeyWo?: string;
  /**
   * A number to raise when apiKeyWo changes. Where it is given, only the number decides whether the
   * key is saved again: for keys that differ at every run. An imported key has version 1.
   */
  readonly apiKeyWoVersion?: number;
  /** Name of the deployment in the Azure OpenAI resource. */
  readonly deploymentId: string;
  /**
   * Endpoint of the Azure OpenAI resource, as the Azure portal shows it:
   * https://NAME.openai.azure.com.
   */
  readonly endpointUrl?: string;
}

/** Azure OpenAI, with a deployment for each of two models. */
export interface AzureOpenai {
  /** The API key. It is stored in the state; prefer apiKeyWo. */
  readonly apiKey?: string;
  /**
   * The API key, write-only: never in a plan or a state. Needs Terraform or OpenTofu 1.11. A
   * changed key is seen by a salted fingerprint. What azurerm or azapi store of an account's keys
   * stays in the state all the same.
   */
  readonly apiKeyWo?: string;
  /**
   * A number to raise when apiKeyWo changes. Where it is given, only the number decides whether the
   * key is saved again: for keys that differ at every run. An imported key has version 1.
   */
  readonly apiKeyWoVersion?: number;
  /** The deployment of text-embedding-3-small. */
  readonly embeddingModel: AzureModel;
  /** Endpoint for both models; a model's own endpointUrl goes before it. */
  readonly endpointUrl?: string;
  /** The deployment of a language model, gpt-4.1 or later. */
  readonly languageModel: AzureModel;
  /**
   * How long a save that Sigma answers with "Failed to validate" is tried again, such as "10m": new
   * deployments and firewall rules take minutes to work. At most 10 saves. Default: 0s.
   */
  readonly validationWait?: string;
}

/** Whether the credentials are tried at the vendor directly before a save. Default: enforce. */
export interface Preflight {
  /** Accept models whose generation cannot be told from their name. */
  readonly allowUnverifiedModels?: boolean | Resolvable;
  /** The mode; "enforce" where it is left out. One of enforce, warn, off. */
  readonly mode?: string;
  /** Hosts of your own API gateways that may be sent the key. */
  readonly trustedHosts?: string[];
}

/** The timeouts of operations. */
export interface Timeouts {
  /**
   * The longest that create may take, such as "90s" or "10m". Default: 5m, and validationWait on
   * top.
   */
  readonly create?: string;
  /** The longest that read may take, such as "90s" or "10m". Default: 5m. */
  readonly read?: string;
  /**
   * The longest that update may take, such as "90s" or "10m". Default: 5m, and validationWait on
   * top.
   */
  readonly update?: string;
  /** The longest that delete may take, such as "90s" or "10m". Default: 5m. */
  readonly delete?: string;
}

/** The settings beside the vendor's block. All of them are optional. */
export interface Settings {
  /**
   * What a key that was changed outside leads to: put back, left alone, or a failed apply. One of
   * correct, ignore, stop. Default: correct.
   */
  readonly credentialDrift?: string;
  /**
   * What a first create does where something is configured already, or may be. One of refuse,
   * overwrite. Default: refuse.
   */
  readonly existing?: string;
  /** Organization id that the credentials must belong to: a guard against the wrong ones. */
  readonly expectedOrganizationId?: string;
  /** Whether the credentials are tried at the vendor directly before a save. Default: enforce. */
  readonly preflight?: Preflight;
  /**
   * What deleting the resource does at Sigma: remove the integration, or leave it in place. One of
   * remove, retain. Default: remove.
   */
  readonly removal?: string;
  /**
   * Organization id of the tenant to configure, through its parent's credentials. A change
   * replaces.
   */
  readonly tenant?: string;
  /** The timeouts of operations. */
  readonly timeouts?: Timeouts;
}

/** The blocks of the vendors, of which one is given. */
export interface VendorBlocks {
  /** Anthropic, with one API key. */
  readonly anthropic: KeyOnlyVendor;
  /** Azure OpenAI, with a deployment for each of two models. */
  readonly azureOpenai: AzureOpenai;
  /** Google Gemini, with one API key. */
  readonly gemini: KeyOnlyVendor;
  /** OpenAI, with one API key. */
  readonly openai: KeyOnlyVendor;
}

/** The block of one vendor, and of no other. */
type Only<Vendor extends keyof VendorBlocks> = Pick<VendorBlocks, Vendor> &
  Partial<Record<Exclude<keyof VendorBlocks, Vendor>, never>>;

/** The arguments of the resource: exactly one vendor's block, and settings. */
export type ExternalAiIntegrationArguments = Settings &
  { [Vendor in keyof VendorBlocks]: Only<Vendor> }[keyof VendorBlocks];
