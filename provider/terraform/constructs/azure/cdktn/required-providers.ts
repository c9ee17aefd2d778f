// Generated from ../cdktf/required-providers.ts by `npm run generate`.
import { TerraformElement, TerraformStack } from "cdktn";
import type { Construct } from "constructs";
import type { Attributes } from "../../attributes.ts";
import { REQUIRED_PROVIDERS, type ProviderName } from "../required-providers.ts";

/**
 * Makes entries in `required_providers` for those providers that the stack declares by no construct of its own. A construct
 * says itself what it requires, and always goes before these.
 */
export function requireProviders(scope: Construct, names: ProviderName[]): TerraformElement {
  return new RequiredProviders(scope, "required-providers", names);
}

class RequiredProviders extends TerraformElement {
  readonly #names: ProviderName[];

  constructor(scope: Construct, id: string, names: ProviderName[]) {
    super(scope, id);
    this.#names = names;
  }

  override toTerraform(): Attributes {
    const declared = new Set(
      TerraformStack.of(this)
        .allProviders()
        .map(({ terraformResourceType }) => terraformResourceType),
    );
    const missing = this.#names
      .filter((name) => !declared.has(name))
      .map((name) => [name, REQUIRED_PROVIDERS[name]]);
    return missing.length === 0
      ? {}
      : { terraform: { required_providers: Object.fromEntries(missing) } };
  }

  override toHclTerraform(): Attributes {
    return this.toTerraform();
  }
}
