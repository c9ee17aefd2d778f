import { createAzure, type Azure } from "./azure/azure.ts";
import type { AzureSettings } from "./azure/settings.ts";
import type { Clock } from "./clock.ts";
import { createFaultBook, type FaultBook } from "./faults/fault-book.ts";
import { createRequestLog, type RequestLog } from "./http/request-log.ts";
import type { Profile } from "./profile.ts";
import { createDirectory, type Directory } from "./seed/directory.ts";
import type { Seed } from "./seed/seed.ts";
import { createTokenBook, type TokenBook } from "./sigma/token-book.ts";
import { createIntegrationStore, type IntegrationStore } from "./store/integration-store.ts";
import { createVendorBook, type VendorBook } from "./vendors/vendor-book.ts";
import { vendorHost } from "./vendors/vendor-host.ts";
import { createVendors, type Vendors } from "./vendors/vendors.ts";

/** Where the control routes begin. They are neither logged nor struck by faults. */
export const CONTROL_PATH = "/_simulator";

/** Everything that one simulator holds. */
export interface World {
  readonly seed: Seed;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly tokens: TokenBook;
  readonly integrations: IntegrationStore;
  readonly vendorBook: VendorBook;
  readonly vendors: Vendors;
  readonly azure: Azure;
  readonly faults: FaultBook;
  readonly log: RequestLog;
  profile: Profile;
}

/** What a world is made from. */
export interface WorldOptions {
  readonly seed: Seed;
  readonly clock: Clock;
  readonly profile: Profile;
  readonly tokenInterval: number;
  readonly tokenLifetime: number;
  readonly azure: AzureSettings;
  readonly stateFile?: string;
}

/**
 * Creates a world.
 *
 * @throws Error if the seed contradicts itself, or the state file is not one
 */
export function createWorld(options: WorldOptions): World {
  const { seed, clock, profile } = options;
  const tokens = createTokenBook({
    clock,
    lifetime: options.tokenLifetime,
    interval: options.tokenInterval,
  });
  const vendorBook = createVendorBook(seed.vendors);
  return {
    seed,
    clock,
    profile,
    directory: createDirectory(seed),
    tokens,
    integrations: createIntegrationStore(clock, options.stateFile),
    vendorBook,
    vendors: createVendors(vendorBook),
    azure: createAzure(seed.azure, clock, options.azure, vendorBook),
    faults: createFaultBook(),
    log: createRequestLog({
      clock,
      includes: (path) => !isControlPath(path),
      vendorHost: (header) => vendorHost(header, vendorBook),
      identify: (token) => tokens.identify(token),
    }),
  };
}

/** Whether a path belongs to a control route. */
export function isControlPath(path: string): boolean {
  return path === CONTROL_PATH || path.startsWith(`${CONTROL_PATH}/`);
}
