import type { Clock } from "../clock.ts";
import type { Firewall } from "../seed/seed.ts";
import { SimulatorError } from "../simulator-error.ts";
import type { AzureResource } from "../vendors/vendor-book.ts";
import { subdomainOf, type Account } from "./account.ts";
import { hostsOf } from "./account-endpoints.ts";
import { accountId, keyOf } from "./arm-id.ts";

/** What the data plane knows of the accounts. After a write it may know of it late. */
export interface DataPlane {
  /** Tells the data plane what an account holds now; it knows after `delay` milliseconds. */
  publish(account: Account, delay: number): void;
  /** Takes an account away at once. */
  withdraw(account: Account): void;
  /** The accounts as the data plane knows them now. */
  resources(): readonly AzureResource[];
  reset(): void;
}

interface Version {
  readonly from: number;
  readonly resource: AzureResource;
}

/** Creates a data plane that knows of nothing. */
export function createDataPlane(clock: Clock): DataPlane {
  const published = new Map<string, Version[]>();
  const current = (versions: readonly Version[]): AzureResource | undefined =>
    versions.findLast(({ from }) => from <= clock.now())?.resource;

  return {
    publish: (account, delay) => {
      const key = keyOf(accountId(account));
      const from = clock.now() + delay;
      const earlier = (published.get(key) ?? []).filter((version) => version.from < from);
      published.set(key, [...earlier, { from, resource: resourceOf(account) }]);
    },
    withdraw: (account) => {
      published.delete(keyOf(accountId(account)));
    },
    resources: () =>
      [...published.values()]
        .map((versions) => current(versions))
        .filter((resource) => resource !== undefined),
    reset: () => published.clear(),
  };
}

/** An account as the data plane sees it: a copy, since it learns of later changes by later copies. */
function resourceOf(account: Account): AzureResource {
  const { kind, properties } = account.content;
  const keys: readonly string[] = account.keys;
  return {
    name: account.name,
    hosts: hostsOf(kind, subdomainOf(account)),
    keys: {
      state: (key) => (keys.includes(key) ? "valid" : undefined),
      set: () => {
        throw new SimulatorError(
          409,
          "conflict",
          `The keys of "${account.name}" come from Azure Resource Manager: use regenerateKey`,
        );
      },
    },
    deployments: [...account.deployments.values()].map(({ name, model }) => ({
      id: name,
      model: model.name,
      version: model.version,
    })),
    firewall: firewallOf(account),
    publicNetworkAccess: properties.publicNetworkAccess ?? "Enabled",
    disableLocalAuth: properties.disableLocalAuth ?? false,
  };
}

function firewallOf({ content }: Account): Firewall {
  const { networkAcls } = content.properties;
  return {
    defaultAction: networkAcls?.defaultAction ?? "Allow",
    ipRules: (networkAcls?.ipRules ?? []).map(({ value }) => value),
  };
}
