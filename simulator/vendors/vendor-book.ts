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
  /** Whether a host belongs to a resource of the seed. */
  isSeededHost(host: string): boolean;
  /** Serves further Azure resources beside the seed's. They are asked for anew each time. */
  join(resources: () => readonly AzureResource[]): void;
  /** Goes back to the seed; what was joined stays joined. */
  reset(): void;
}

/** Creates the vendors' books from a seed. */
export function createVendorBook(seed: SeedVendors): VendorBook {
  let current = opened(seed);
  let joined: () => readonly AzureResource[] = () => [];
  const resources = (): readonly AzureResource[] => [...current.resources, ...joined()];
  return {
    keys: (vendor) => current.keys[vendor],
    models: (vendor) => seed[vendor].models,
    azureByName: (name) => resources().find((resource) => resource.name === name),
    azureByHost: (host) => resources().find(({ hosts }) => hosts.includes(host)),
    isSeededHost: (host) => current.resources.some(({ hosts }) => hosts.includes(host)),
    join: (further) => {
      joined = further;
    },
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
