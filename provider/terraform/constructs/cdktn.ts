// Generated from the schema by `npm run generate`.
import {
  ComplexList,
  ComplexObject,
  ImportableResource,
  TerraformDataSource,
  TerraformProvider,
  TerraformResource,
  TerraformVariable,
  type TerraformMetaArguments,
  type TerraformVariableConfig,
} from "cdktn";
import type { Construct } from "constructs";
import type { ExternalAiIntegrationArguments, SigmaProviderArguments } from "./arguments.ts";
import { toAttributes, toHclAttributes, type Attributes } from "./attributes.ts";
import { SOURCE, VERSION_CONSTRAINT } from "./required-provider.ts";
import { targetWriteOnly } from "./write-only-targets.ts";

export type * from "./arguments.ts";
export * from "./azure/cdktn/azure-openai-for-sigma.ts";

const METADATA = { providerName: "sigma", providerVersionConstraint: VERSION_CONSTRAINT };

/** What the provider is made with. */
export interface SigmaProviderConfig extends SigmaProviderArguments {
  /** Name under which resources ask for this provider, where a stack has several. Default: none. */
  readonly alias?: string;
  /** Where the engine finds the provider. Default: `sigma-iac/sigma`. */
  readonly source?: string;
  /** Versions of the provider that will do. Default: the package's own, and later ones of its minor version. */
  readonly version?: string;
}

/**
 * Sigma's external AI provider as code. A stack needs it. The connection comes from SIGMA_BASE_URL,
 * SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET unless it is given; a secret that is given as a text
 * stands in the synthesized stack in clear.
 *
 * @example
 * new SigmaProvider(this, "sigma");
 */
export class SigmaProvider extends TerraformProvider {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma";

  readonly #arguments: SigmaProviderArguments;
  #alias: string | undefined;

  constructor(scope: Construct, id: string, config: SigmaProviderConfig = {}) {
    const { alias, source = SOURCE, version = VERSION_CONSTRAINT, ...given } = config;
    super(scope, id, {
      terraformResourceType: SigmaProvider.tfResourceType,
      terraformProviderSource: source,
      terraformGeneratorMetadata: { ...METADATA, providerVersionConstraint: version },
    });
    this.#arguments = given;
    this.#alias = alias;
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

  protected override synthesizeAttributes(): Attributes {
    return toAttributes(this.#arguments);
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclAttributes(this.synthesizeAttributes());
  }
}

/** What the resource is made with: its arguments, and those that every resource has. */
export type ExternalAiIntegrationConfig = ExternalAiIntegrationArguments & TerraformMetaArguments;

/**
 * The external AI provider of a Sigma organization, or of one of its tenants: what an admin adds,
 * edits and removes under Administration > AI settings. Exactly one vendor must be given.
 *
 * A key that is given as a text stands in the synthesized stack in clear: give it by a variable.
 *
 * A write-only key needs Terraform or OpenTofu 1.11, which CDK Terrain checks against the project's
 * `targetVersions`. A project that declares none is taken to be meant for these; one that declares
 * older ones is refused at synth.
 *
 * @example
 * const key = ephemeralVariable(this, "azure_key");
 * new ExternalAiIntegration(this, "ai", {
 *   azureOpenai: {
 *     endpointUrl: "https://contoso.openai.azure.com",
 *     apiKeyWo: key.stringValue,
 *     languageModel: { deploymentId: "gpt-41" },
 *     embeddingModel: { deploymentId: "embed" },
 *   },
 * });
 */
export class ExternalAiIntegration extends TerraformResource {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma_external_ai_integration";

  /**
   * Makes an import block alone, for `plan -generate-config-out`. `importToId` names the resource that will be, and
   * `importFromId` is the id of the organization or tenant.
   */
  static generateConfigForImport(
    scope: Construct,
    importToId: string,
    importFromId: string,
    provider?: TerraformProvider,
  ): ImportableResource {
    return new ImportableResource(scope, importToId, {
      terraformResourceType: ExternalAiIntegration.tfResourceType,
      importId: importFromId,
      ...(provider && { provider }),
    });
  }

  readonly #config: ExternalAiIntegrationConfig;

  constructor(scope: Construct, id: string, config: ExternalAiIntegrationConfig) {
    super(scope, id, {
      ...config,
      terraformResourceType: ExternalAiIntegration.tfResourceType,
      terraformGeneratorMetadata: METADATA,
    });
    this.#config = config;
    targetWriteOnly(this.node);
  }

  /** The vendor as Sigma reports it, else as last saved. */
  get aiProvider(): string {
    return this.getStringAttribute("ai_provider");
  }

  /** Vendor, endpoints and deployments as last saved or imported, resolved, without keys. */
  get applied(): ConfigurationOutput {
    return new ConfigurationOutput(this, "applied", false);
  }

  /** Sigma's revision after our last save. */
  get appliedRevision(): string {
    return this.getStringAttribute("applied_revision");
  }

  /**
   * What a key that was changed outside leads to: put back, left alone, or a failed apply. One of
   * correct, ignore, stop. Default: correct.
   */
  get credentialDrift(): string {
    return this.getStringAttribute("credential_drift");
  }

  /** Salted trace of the keys last saved: `v1:<salt>:<mac>`. */
  get credentialFingerprint(): string {
    return this.getStringAttribute("credential_fingerprint");
  }

  /** How much of an outside change can be seen. */
  get driftVisibility(): string {
    return this.getStringAttribute("drift_visibility");
  }

  /**
   * What a first create does where something is configured already, or may be. One of refuse,
   * overwrite. Default: refuse.
   */
  get existing(): string {
    return this.getStringAttribute("existing");
  }

  /** Organization id that the credentials must belong to: a guard against the wrong ones. */
  get expectedOrganizationId(): string {
    return this.getStringAttribute("expected_organization_id");
  }

  /** The organization's id. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The organization; also the resource's id. */
  get organizationId(): string {
    return this.getStringAttribute("organization_id");
  }

  /** The same as Sigma reports it now; where Sigma does not report a field, as last saved. */
  get remote(): ConfigurationOutput {
    return new ConfigurationOutput(this, "remote", false);
  }

  /** Sigma's revision now. */
  get remoteRevision(): string {
    return this.getStringAttribute("remote_revision");
  }

  /**
   * What deleting the resource does at Sigma: remove the integration, or leave it in place. One of
   * remove, retain. Default: remove.
   */
  get removal(): string {
    return this.getStringAttribute("removal");
  }

  /** configured: Sigma can be asked; unverified: saved, and cannot be read back. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /**
   * Organization id of the tenant to configure, through its parent's credentials. A change
   * replaces.
   */
  get tenant(): string {
    return this.getStringAttribute("tenant");
  }

  /** When the integration was last changed, as Sigma reports it. */
  get updatedAt(): string {
    return this.getStringAttribute("updated_at");
  }

  /** Who changed it last, as Sigma reports it. */
  get updatedBy(): string {
    return this.getStringAttribute("updated_by");
  }

  protected override synthesizeAttributes(): Attributes {
    return toAttributes(this.#config, (key) => this.markWriteOnlyAttribute(key));
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclAttributes(this.synthesizeAttributes());
  }
}

/** What the data source is made with. */
export interface DataSigmaExternalAiIntegrationConfig extends TerraformMetaArguments {
  /** Organization id of a tenant, through its parent's credentials. */
  readonly tenant?: string;
}

/** What Sigma reports about an organization's external AI provider now. No key. */
export class DataSigmaExternalAiIntegration extends TerraformDataSource {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma_external_ai_integration";

  readonly #config: DataSigmaExternalAiIntegrationConfig;

  constructor(scope: Construct, id: string, config: DataSigmaExternalAiIntegrationConfig = {}) {
    super(scope, id, {
      ...config,
      terraformResourceType: DataSigmaExternalAiIntegration.tfResourceType,
      terraformGeneratorMetadata: METADATA,
    });
    this.#config = config;
  }

  /** The vendor. Null where none is configured or it cannot be told. */
  get aiProvider(): string {
    return this.getStringAttribute("ai_provider");
  }

  /** Azure OpenAI: the embedding model's deployment. */
  get embeddingModel(): ModelOutput {
    return new ModelOutput(this, "embedding_model", false);
  }

  /** The organization's id. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Azure OpenAI: the language model's deployment. */
  get languageModel(): ModelOutput {
    return new ModelOutput(this, "language_model", false);
  }

  /** The organization's id. */
  get organizationId(): string {
    return this.getStringAttribute("organization_id");
  }

  /** Sigma's revision, where it reports one. */
  get revision(): string {
    return this.getStringAttribute("revision");
  }

  /** What was found: "configured", "absent", or "unverified" where Sigma's API cannot tell. */
  get status(): string {
    return this.getStringAttribute("status");
  }

  /** Organization id of a tenant, through its parent's credentials. */
  get tenant(): string {
    return this.getStringAttribute("tenant");
  }

  /** When the integration was last changed, as Sigma reports it. */
  get updatedAt(): string {
    return this.getStringAttribute("updated_at");
  }

  /** Who changed it last, as Sigma reports it. */
  get updatedBy(): string {
    return this.getStringAttribute("updated_by");
  }

  protected override synthesizeAttributes(): Attributes {
    return toAttributes(this.#config);
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclAttributes(this.synthesizeAttributes());
  }
}

/** What the data source is made with. */
export type DataSigmaTenantsConfig = TerraformMetaArguments;

/** The tenants of the credentials' organization. */
export class DataSigmaTenants extends TerraformDataSource {
  /** What Terraform calls it. */
  static readonly tfResourceType = "sigma_tenants";

  readonly #config: DataSigmaTenantsConfig;

  constructor(scope: Construct, id: string, config: DataSigmaTenantsConfig = {}) {
    super(scope, id, {
      ...config,
      terraformResourceType: DataSigmaTenants.tfResourceType,
      terraformGeneratorMetadata: METADATA,
    });
    this.#config = config;
  }

  /** The parent organization's id. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Every tenant, in Sigma's order. */
  get tenants(): TenantOutputList {
    return new TenantOutputList(this, "tenants", false);
  }

  protected override synthesizeAttributes(): Attributes {
    return toAttributes(this.#config);
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclAttributes(this.synthesizeAttributes());
  }
}

/** A deployment in Azure OpenAI. */
export class ModelOutput extends ComplexObject {
  get deploymentId(): string {
    return this.getStringAttribute("deployment_id");
  }

  get endpointUrl(): string {
    return this.getStringAttribute("endpoint_url");
  }
}

/** What is configured at Sigma, without keys. */
export class ConfigurationOutput extends ComplexObject {
  get aiProvider(): string {
    return this.getStringAttribute("ai_provider");
  }

  get embeddingModel(): ModelOutput {
    return new ModelOutput(this, "embedding_model", false);
  }

  get languageModel(): ModelOutput {
    return new ModelOutput(this, "language_model", false);
  }
}

/** A tenant of the credentials' organization. */
export class TenantOutput extends ComplexObject {
  /** The tenant's organization id, for `tenant`. */
  get organizationId(): string {
    return this.getStringAttribute("organization_id");
  }

  /** The tenant's name. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** The tenant's name in URLs. */
  get slug(): string {
    return this.getStringAttribute("slug");
  }
}

/** A list of {@link TenantOutput}. */
export class TenantOutputList extends ComplexList {
  /** The one at this place, from 0. */
  get(index: number): TenantOutput {
    return new TenantOutput(this.terraformResource, this.terraformAttribute, this.wrapsSet, index);
  }
}

/**
 * A variable for a key: a sensitive text that the engine keeps out of plans and states, for `apiKeyWo` and for nothing
 * that is stored. The library's own variable cannot say so. Its value comes from `TF_VAR_…`, or the engine asks for it.
 */
export function ephemeralVariable(
  scope: Construct,
  id: string,
  config: TerraformVariableConfig = {},
): TerraformVariable {
  const variable = new TerraformVariable(scope, id, { type: "string", sensitive: true, ...config });
  variable.addOverride("ephemeral", true);
  return variable;
}
