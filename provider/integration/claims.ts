import { IntegrationError } from "./errors.ts";

/** Which organizations a run has written to. An organization has room for one integration. */
export interface Claims {
  /** Throws DUPLICATE_RESOURCE where another resource of this run has claimed the organization. */
  claim(organizationId: string): void;
  /** Takes a claim back, after an operation that failed. */
  release(organizationId: string): void;
  has(organizationId: string): boolean;
}

/** Claims for one run of an engine: an engine handles each resource at most once in a run. */
export function createClaims(): Claims {
  const claimed = new Set<string>();
  return {
    claim(organizationId) {
      if (claimed.has(organizationId)) {
        throw new IntegrationError("DUPLICATE_RESOURCE", {
          problem: `another resource of this run configures the organization ${organizationId} already`,
          expected: "one resource for each organization",
        });
      }
      claimed.add(organizationId);
    },
    release: (organizationId) => void claimed.delete(organizationId),
    has: (organizationId) => claimed.has(organizationId),
  };
}
