import { createHash } from "node:crypto";
import type { SeedOverride } from "../../simulator/index.ts";
import { FLEET_VENDORS, fleetVendorsSeed, type FleetVendor } from "./vendors.ts";

/** What happens to an organization outside its program. */
export type Change = "vendor" | "key" | "removed" | "unreadable" | "broken";

/** The engine that applies an organization. */
export type FleetEngine = "pulumi" | "terraform" | "tofu";

/** An organization of the fleet, with a project of its own. */
export interface FleetOrganization {
  /** Its slug, and the name of its project's folder. */
  name: string;
  /** What Sigma calls it. */
  id: string;
  engine: FleetEngine;
  vendor: FleetVendor;
  /** Default: nothing happens to it. */
  change?: Change;
}

/** The sizes that a fleet may have: the names are enough for so many. */
export const FLEET_SIZES = { least: 2, most: 100 } as const;

const TEAMS = ["energy", "finance", "food", "health", "legal", "media", "people", "retail"];
const REGIONS = ["us", "eu", "uk", "jp", "au", "br", "ca", "in", "mx", "sg", "za", "ae", "kr"];

/** The first is the likeliest: with a fleet of two it is the only one. */
const CHANGES: readonly Change[] = [
  "vendor",
  "removed",
  "key",
  "unreadable",
  "broken",
  "vendor",
  "key",
];

/** Of Pulumi's there is one in so many, because its previews take the longest. */
const PULUMI_EVERY = 10;

/** The same organizations each time. Without an engine they are a mix: Terraform, and every tenth Pulumi. */
export function fleetOf(size: number, engine?: FleetEngine): FleetOrganization[] {
  const changed = Math.min(size - 1, Math.max(CHANGES.length - 2, Math.ceil(size * 0.28)));
  const changes = new Map(
    Array.from({ length: changed }, (_, index) => [
      Math.floor((index * size) / changed),
      CHANGES[index % CHANGES.length],
    ]),
  );
  return namesOf(size).map((name, index) => {
    const change = changes.get(index);
    return {
      name,
      id: `org-${name}`,
      engine: engine ?? (index % PULUMI_EVERY === 0 ? "pulumi" : "terraform"),
      vendor: FLEET_VENDORS[index % FLEET_VENDORS.length] ?? FLEET_VENDORS[0],
      ...(change === undefined ? {} : { change }),
    };
  });
}

/** The fleet as the simulator knows it. Each organization has credentials of its own, and another admin with a hand in it. */
export function seedOf(fleet: readonly FleetOrganization[]): SeedOverride {
  return {
    organizations: fleet.map(({ name, id }) => ({ id, name, slug: name })),
    users: fleet.flatMap(({ name, id }) =>
      ["pipeline", "admin"].map((role) => ({
        id: `${role}-${name}`,
        email: `${role}@${name}.example`,
        organizationId: id,
        accountType: "Admin" as const,
      })),
    ),
    credentials: fleet.map(({ name }) => ({
      clientId: `client-${name}`,
      clientSecret: secretOf(name),
      userId: `pipeline-${name}`,
    })),
    vendors: fleetVendorsSeed(),
  };
}

/** The client secret of an organization. Nothing in it is a word, as with a key. */
export function secretOf(name: string): string {
  return createHash("sha256").update(name).digest("base64url");
}

/** In the order of a listing. */
function namesOf(size: number): string[] {
  return Array.from({ length: size }, (_, index) => {
    const region = REGIONS[Math.floor(index / TEAMS.length)] ?? "";
    return `${TEAMS[index % TEAMS.length] ?? ""}-${region}`;
  }).sort();
}
