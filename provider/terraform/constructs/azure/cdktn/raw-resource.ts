// Generated from ../cdktf/raw-resource.ts by `npm run generate`.
import {
  TerraformDataSource,
  TerraformResource,
  type ITerraformDependable,
  type TerraformProvider,
  type TerraformResourceLifecycle,
} from "cdktn";
import type { Construct } from "constructs";
import type { Attributes } from "../../attributes.ts";
import { toHclBlocks } from "../hcl-blocks.ts";

/** What a resource of another provider is made with. */
export interface RawConfig {
  /** What Terraform calls it. */
  type: string;
  attributes: Attributes;
  provider?: TerraformProvider | undefined;
  dependsOn?: ITerraformDependable[];
  lifecycle?: TerraformResourceLifecycle;
}

/** A resource of a provider whose bindings are not installed. */
export class RawResource extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, config: RawConfig) {
    super(scope, id, toMetaArguments(config));
    this.#attributes = config.attributes;
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclBlocks(this.#attributes);
  }
}

/** A data source of such a provider. */
export class RawDataSource extends TerraformDataSource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, config: RawConfig) {
    super(scope, id, toMetaArguments(config));
    this.#attributes = config.attributes;
  }

  protected override synthesizeAttributes(): Attributes {
    return this.#attributes;
  }

  protected override synthesizeHclAttributes(): Attributes {
    return toHclBlocks(this.#attributes);
  }
}

/** Without metadata of a generator: the libraries ask for a provider by its construct only where they find it. */
function toMetaArguments({ type, provider, attributes: _, ...others }: RawConfig) {
  return { terraformResourceType: type, ...(provider && { provider }), ...others };
}
