/** What a stack asks for under the name of a provider. */
export interface RequiredProvider {
  source: string;
  version: string;
}

/**
 * The providers of the resources around Azure OpenAI. azurerm 4.55 is the first that has Foundry projects and all else
 * that is written here; random has had `numeric` since 3.3.
 */
export const REQUIRED_PROVIDERS = {
  azurerm: { source: "hashicorp/azurerm", version: ">= 4.55.0, < 6.0.0" },
  random: { source: "hashicorp/random", version: ">= 3.3.0, < 4.0.0" },
} satisfies Record<string, RequiredProvider>;

/** The name of one of them in `required_providers`. */
export type ProviderName = keyof typeof REQUIRED_PROVIDERS;
