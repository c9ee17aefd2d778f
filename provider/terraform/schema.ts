import providerSchema from "../../schema/terraform-provider.json" with { type: "json" };

/** One attribute, as `terraform providers schema -json` shows it. */
export interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly attributes: Readonly<Record<string, Attribute>> };
  readonly computed?: boolean;
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly write_only?: boolean;
}

/** The attributes and blocks of a schema. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

/** The name of the resource, of its data source and of its list. */
export const RESOURCE = "sigma_external_ai_integration";

/** The name of the data source that lists tenants. */
export const TENANTS = "sigma_tenants";

/** The form in which the resource's state is recorded. */
export const SCHEMA_VERSION = providerSchema.resource_schemas.sigma_external_ai_integration.version;

/** The resource's schema. */
export const resourceBlock: Block =
  providerSchema.resource_schemas.sigma_external_ai_integration.block;

/** The schemas of the data sources, by name. */
export const dataSourceBlocks: Readonly<Record<string, Block>> = {
  [RESOURCE]: providerSchema.data_source_schemas.sigma_external_ai_integration.block,
  [TENANTS]: providerSchema.data_source_schemas.sigma_tenants.block,
};

/** The attributes that only the provider sets. */
export const computedNames: readonly string[] = Object.entries(resourceBlock.attributes)
  .filter(([, { computed, optional }]) => computed === true && optional !== true)
  .map(([name]) => name);
