import { defaultSeed } from "./default-seed.ts";
import type { Seed, SeedCredential, SeedOrganization, SeedUser } from "./seed.ts";

/** How much to add to the default seed. */
export interface LargeSeedOptions {
  /** Organizations of their own, `org-001` and so on; 0 by default. */
  readonly organizations?: number;
  /** Tenants of Acme, `org-tenant-001` and so on; 0 by default. */
  readonly tenants?: number;
}

/**
 * The default seed with many more organizations or tenants.
 *
 * Organization `org-001` has the admin `user-001` and the credential `client-001` with the secret
 * `client-001-secret`. Tenant `org-tenant-001` has the admin `user-tenant-001` and no credential: it is reached
 * from `acme-admin`.
 */
export function largeSeed(options: LargeSeedOptions): Seed {
  const own = numbers(options.organizations ?? 0);
  const tenants = numbers(options.tenants ?? 0).map((number) => `tenant-${number}`);
  return {
    ...defaultSeed,
    organizations: [
      ...defaultSeed.organizations,
      ...own.map((name) => organization(name)),
      ...tenants.map((name) => ({ ...organization(name), parentId: "org-acme" })),
    ],
    users: [...defaultSeed.users, ...[...own, ...tenants].map((name) => admin(name))],
    credentials: [...defaultSeed.credentials, ...own.map((name) => credential(name))],
  };
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(3, "0"));
}

function organization(name: string): SeedOrganization {
  return { id: `org-${name}`, name: `Organization ${name}`, slug: name };
}

function admin(name: string): SeedUser {
  return {
    id: `user-${name}`,
    email: `admin@${name}.example`,
    organizationId: `org-${name}`,
    accountType: "Admin",
  };
}

function credential(name: string): SeedCredential {
  return {
    clientId: `client-${name}`,
    clientSecret: `client-${name}-secret`,
    userId: `user-${name}`,
  };
}
