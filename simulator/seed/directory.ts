import type { Seed, SeedCredential, SeedOrganization, SeedUser } from "./seed.ts";

/** Who is who: the organizations, users and credentials of a seed, found by their IDs. */
export interface Directory {
  readonly organizations: readonly SeedOrganization[];
  organization(id: string): SeedOrganization | undefined;
  user(id: string): SeedUser | undefined;
  userByEmail(organizationId: string, email: string): SeedUser | undefined;
  credential(clientId: string): SeedCredential | undefined;
  /** The client IDs that speak for users of an organization. */
  clientIds(organizationId: string): string[];
  /** The admins of an organization, in the seed's order. */
  admins(organizationId: string): readonly SeedUser[];
  /** The tenants of an organization, in the seed's order. */
  tenants(parentId: string): readonly SeedOrganization[];
}

/**
 * Indexes a seed.
 *
 * @throws Error if the seed refers to something that it does not hold, or holds something twice
 */
export function createDirectory(seed: Seed): Directory {
  const organizations = byId("organization", seed.organizations, ({ id }) => id);
  const users = byId("user", seed.users, ({ id }) => id);
  const credentials = byId("credential", seed.credentials, ({ clientId }) => clientId);
  for (const { id, parentId } of seed.organizations) {
    if (parentId !== undefined) demand(organizations, parentId, `parent of organization ${id}`);
  }
  for (const { id, organizationId } of seed.users) {
    demand(organizations, organizationId, `organization of user ${id}`);
  }
  for (const { clientId, userId } of seed.credentials) {
    demand(users, userId, `user of credential ${clientId}`);
  }

  const members = group(seed.users, ({ organizationId }) => organizationId);
  const tenants = group(seed.organizations, ({ parentId }) => parentId);
  const membersOf = (organizationId: string): readonly SeedUser[] =>
    members.get(organizationId) ?? [];
  return {
    organizations: seed.organizations,
    organization: (id) => organizations.get(id),
    user: (id) => users.get(id),
    userByEmail: (organizationId, email) =>
      membersOf(organizationId).find((user) => user.email === email),
    credential: (clientId) => credentials.get(clientId),
    clientIds: (organizationId) =>
      seed.credentials
        .filter(({ userId }) => users.get(userId)?.organizationId === organizationId)
        .map(({ clientId }) => clientId),
    admins: (organizationId) =>
      membersOf(organizationId).filter(({ accountType }) => accountType === "Admin"),
    tenants: (parentId) => tenants.get(parentId) ?? [],
  };
}

function byId<T>(kind: string, items: readonly T[], idOf: (item: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  for (const item of items) {
    const id = idOf(item);
    if (found.has(id)) throw new Error(`seed: ${kind} "${id}" is there twice`);
    found.set(id, item);
  }
  return found;
}

function group<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const found = groups.get(key);
    if (found === undefined) groups.set(key, [item]);
    else found.push(item);
  }
  return groups;
}

function demand(known: ReadonlyMap<string, unknown>, id: string, role: string): void {
  if (!known.has(id)) throw new Error(`seed: the ${role} is "${id}", which the seed does not hold`);
}
