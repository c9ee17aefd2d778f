import type { Simulator } from "../../../../../simulator/index.ts";
import { acmeAdmin } from "../../../../support/acme-admin.ts";

export { simulate } from "../../../sigma/support/simulator.ts";

/** The variables of Acme's admin, for a simulator that runs at an address. */
export function environment(url: string): Record<string, string> {
  return {
    ...acmeAdmin(url),
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    SIGMA_ALLOW_ASSUMED: "write",
  };
}

/** The requests to Sigma, in short: "GET /v2/whoami". */
export function sent({ requests }: Pick<Simulator, "requests">): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}
