import { defaultSeed } from "./default-seed.ts";
import type { Seed, SeedOverride } from "./seed.ts";

/**
 * The default seed with `override` laid over it: objects are merged, lists are replaced.
 *
 * @throws Error if Sigma has no address, since then no firewall could keep it out
 */
export function mergeSeed({ vendors, azure, ...rest }: SeedOverride = {}): Seed {
  const base = defaultSeed.vendors;
  if (rest.sigmaAddresses?.length === 0) throw new Error("seed: sigmaAddresses is empty");
  return {
    ...defaultSeed,
    ...rest,
    azure: { ...defaultSeed.azure, ...azure },
    vendors: {
      openai: { ...base.openai, ...vendors?.openai },
      gemini: { ...base.gemini, ...vendors?.gemini },
      anthropic: { ...base.anthropic, ...vendors?.anthropic },
      azure: { ...base.azure, ...vendors?.azure },
    },
  };
}
