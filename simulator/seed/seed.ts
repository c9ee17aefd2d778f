/** What the simulated world holds when it starts, and again after `reset()`. */
export interface Seed {
  readonly organizations: readonly SeedOrganization[];
  readonly users: readonly SeedUser[];
  readonly credentials: readonly SeedCredential[];
  readonly vendors: SeedVendors;
  readonly azure: SeedAzure;
  /** The addresses from which Sigma calls AI vendors. All must be allowed by a vendor's firewall. */
  readonly sigmaAddresses: readonly string[];
  /** The address that everybody else's requests to the simulated vendors come from. */
  readonly callerAddress: string;
}

/** A partial seed. Objects are merged into the default seed, lists replace those of the default seed. */
export interface SeedOverride extends Partial<Omit<Seed, "vendors" | "azure">> {
  readonly vendors?: { readonly [Vendor in keyof SeedVendors]?: Partial<SeedVendors[Vendor]> };
  readonly azure?: Partial<SeedAzure>;
}

/** An organization; with a `parentId`, a tenant of that organization. */
export interface SeedOrganization {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** The organization it is a tenant of. */
  readonly parentId?: string;
  /** What `GET /v2/tenants` says is the tenant's API URL; absent by default, as in Sigma. */
  readonly tenantApiUrl?: string;
  readonly cloud?: string;
  readonly region?: string;
}

/** A member of an organization. Only an Admin may configure AI. */
export interface SeedUser {
  readonly id: string;
  readonly email: string;
  readonly organizationId: string;
  readonly accountType: "Admin" | "Analyst";
}

/** A pair of client ID and client secret, which speaks for its user. */
export interface SeedCredential {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
}

/** The simulated AI vendors. */
export interface SeedVendors {
  readonly openai: SeedKeyVendor;
  readonly gemini: SeedKeyVendor;
  readonly anthropic: SeedKeyVendor;
  readonly azure: { readonly resources: readonly SeedAzureResource[] };
}

/** A vendor whose access is one key. */
export interface SeedKeyVendor {
  readonly keys: readonly SeedKey[];
  /** The models it offers. Sigma uses the first one. */
  readonly models: readonly string[];
}

/** A key of a vendor, and how it stands with that vendor. */
export interface SeedKey {
  readonly key: string;
  /** `valid` by default. */
  readonly state?: KeyState;
}

/**
 * How a vendor sees a key: it works, it was taken back, it lacks a permission, or nobody pays for it. What a
 * restricted or unpaid key can still do differs between vendors.
 */
export type KeyState = "valid" | "revoked" | "restricted" | "unpaid";

/** An Azure OpenAI resource (account), as its data plane sees it. */
export interface SeedAzureResource {
  readonly name: string;
  /** The host names it answers to. */
  readonly hosts: readonly string[];
  /** Its valid keys, normally two. */
  readonly keys: readonly string[];
  readonly deployments: readonly SeedDeployment[];
  readonly firewall: Firewall;
  readonly publicNetworkAccess: "Enabled" | "Disabled";
  /** Whether keys are refused altogether. */
  readonly disableLocalAuth: boolean;
}

/** A model deployment of an Azure OpenAI resource. */
export interface SeedDeployment {
  readonly id: string;
  readonly model: string;
  readonly version: string;
}

/** The network rules of an Azure OpenAI resource. The rules matter only if the default action is `Deny`. */
export interface Firewall {
  readonly defaultAction: "Allow" | "Deny";
  /** IPv4 addresses and CIDR ranges. */
  readonly ipRules: readonly string[];
}

/** What Azure Resource Manager holds at the start: a subscription without accounts. */
export interface SeedAzure {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroups: readonly SeedResourceGroup[];
  /** The models that can be deployed. */
  readonly models: readonly SeedModel[];
}

/** A resource group. */
export interface SeedResourceGroup {
  readonly name: string;
  readonly location: string;
}

/** One version of a model of OpenAI's, as Azure offers it. */
export interface SeedModel {
  readonly name: string;
  readonly version: string;
  /** Whether it is the version where none is asked for; the first one listed if none is marked. */
  readonly isDefault?: boolean;
  readonly skus: readonly string[];
  /** The quota for each location and SKU: thousands of tokens a minute, or units for provisioned SKUs. */
  readonly quota: number;
  /** The day from which there are no new deployments of it, such as `2025-10-15`. */
  readonly deprecatedSince?: string;
}
