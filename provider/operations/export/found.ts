import type { VendorFacts } from "../../integration/port.ts";

/** An integration as it is at Sigma now. */
export interface FoundIntegration {
  organizationId: string;
  /** Whether it is configured through its parent's credentials. */
  isTenant: boolean;
  /** What Sigma calls a tenant; it tells this of tenants only. */
  name?: string;
  slug?: string;
  facts: VendorFacts;
}
