import { digest } from "../digest.ts";
import type {
  Firewall,
  KeyState,
  SeedAzureResource,
  SeedKey,
  SeedKeyVendor,
  SeedVendors,
} from "../seed/seed.ts";

/** A vendor whose access is one key. */
export type KeyVendor = Exclude<keyof SeedVendors, "azure">;

/** The keys of one vendor or resource. Only digests are kept. */
export interface KeyRing {
  /** How a key stands; undefined where it was never heard of. */
  state(key: string): KeyState | undefined;
  /** Adds a key, or changes how it stands. */
  set(key: SeedKey): void;
}

/** An Azure OpenAI resource as it is now. */
export interface AzureResource extends Omit<SeedAzureResource, "keys" | "firewall"> {
  readonly keys: KeyRing;
  firewall: Firewall;
}

/** What the vendors hold now: the seed, with later changes. */
export interface VendorBook {
  keys(vendor: KeyVendor): KeyRing;
  models(vendor: KeyVendor): readonly string[];
  azureByName(name: string): AzureResource | undefined;
  azureByHost(host: string): AzureResource | undefined;
  /** Goes back to the seed. */
  reset(): void;
}

/** Creates the vendors' books from a seed. */
export function createVendorBook(seed: SeedVendors): VendorBook {
  let current = opened(seed);
  return {
    keys: (vendor) => current.keys[vendor],
    models: (vendor) => seed[vendor].models,
    azureByName: (name) => current.resources.find((resource) => resource.name === name),
    azureByHost: (host) => current.resources.find(({ hosts }) => hosts.includes(host)),
    reset: () => {
      current = opened(seed);
    },
  };
}

function opened(seed: SeedVendors) {
  const ringOf = ({ keys }: SeedKeyVendor): KeyRing => createKeyRing(keys);
  return {
    keys: {
      openai: ringOf(seed.openai),
      gemini: ringOf(seed.gemini),
      anthropic: ringOf(seed.anthropic),
    },
    resources: seed.azure.resources.map((resource): AzureResource => ({
      ...resource,
      keys: createKeyRing(resource.keys.map((key) => ({ key }))),
    })),
  };
}

function createKeyRing(keys: readonly SeedKey[]): KeyRing {
  const states = new Map<string, KeyState>();
  const set = ({ key, state = "valid" }: SeedKey): void => {
    states.set(digest(key), state);
  };
  for (const key of keys) set(key);
  return { state: (key) => states.get(digest(key)), set };
}
