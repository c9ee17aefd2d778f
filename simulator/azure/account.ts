import { randomBytes } from "node:crypto";

import { keyOf, type AccountPlace } from "./arm-id.ts";
import type { AccountProperties, Identity } from "./account-body.ts";
import type { Deployment } from "./deployment.ts";
import type { Project } from "./project.ts";

/** What a request can change of an account. */
export interface AccountContent {
  readonly kind: string;
  readonly sku: { readonly name: string };
  readonly tags: Readonly<Record<string, string>>;
  readonly identity: Identity | undefined;
  readonly properties: AccountProperties;
}

/** An account of Cognitive Services. */
export interface Account extends AccountPlace {
  readonly location: string;
  readonly createdAt: string;
  content: AccountContent;
  /** Its two keys. */
  keys: readonly [string, string];
  readonly deployments: Map<string, Deployment>;
  readonly projects: Map<string, Project>;
}

/** A new account, with keys of its own. */
export function createAccount(
  { subscription, group, name }: AccountPlace,
  location: string,
  createdAt: string,
  content: AccountContent,
): Account {
  return {
    subscription,
    group,
    name,
    location,
    createdAt,
    content,
    keys: [newKey(), newKey()],
    deployments: new Map(),
    projects: new Map(),
  };
}

/** A key that was never there before. It says that it is simulated. */
export function newKey(): string {
  return `sim-azure-${randomBytes(24).toString("hex")}`;
}

/** The subdomain of an account, as it is compared. */
export function subdomainOf({ content }: Account): string | undefined {
  const { customSubDomainName } = content.properties;
  return customSubDomainName === undefined ? undefined : keyOf(customSubDomainName);
}
