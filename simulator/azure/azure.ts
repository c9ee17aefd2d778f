import type { Clock } from "../clock.ts";
import type { SeedAzure } from "../seed/seed.ts";
import type { VendorBook } from "../vendors/vendor-book.ts";
import { createAccountBook, type AccountBook } from "./account-book.ts";
import { createAzureTokens, type AzureTokens } from "./azure-tokens.ts";
import { createDataPlane, type DataPlane } from "./data-plane.ts";
import { createOperations, type Operations } from "./operations.ts";
import type { AzureSettings } from "./settings.ts";

/** Everything that the simulated Azure Resource Manager holds. */
export interface Azure {
  readonly seed: SeedAzure;
  readonly clock: Clock;
  readonly tokens: AzureTokens;
  readonly operations: Operations;
  readonly accounts: AccountBook;
  readonly dataPlane: DataPlane;
  settings: AzureSettings;
  /** Forgets accounts, operations and tokens, and goes back to the first settings. */
  reset(): void;
}

/** Creates an Azure without accounts. What it will hold is served by the vendors' book, beside the seed's resources. */
export function createAzure(
  seed: SeedAzure,
  clock: Clock,
  settings: AzureSettings,
  book: VendorBook,
): Azure {
  const dataPlane = createDataPlane(clock);
  const accounts = createAccountBook(clock, (host) => book.isSeededHost(host));
  book.join(() => dataPlane.resources());
  const azure: Azure = {
    seed,
    clock,
    settings,
    tokens: createAzureTokens(clock, seed.tenantId),
    operations: createOperations(clock, () => azure.settings),
    accounts,
    dataPlane,
    reset: () => {
      azure.settings = settings;
      for (const part of [azure.tokens, azure.operations, accounts, dataPlane]) part.reset();
    },
  };
  return azure;
}
