import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from "../../../../../simulator/index.ts";
import { closeAfterTest } from "../../../sigma/support/cleanup.ts";

/** Starts a simulator that ends with the test. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ tokenInterval: 0, ...options });
  closeAfterTest(() => simulator.close());
  return simulator;
}

/** The variables of Acme's admin, for a simulator that runs at an address. */
export function environment(url: string): Record<string, string> {
  return {
    SIGMA_BASE_URL: url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
    SIGMA_TOKEN_INTERVAL: "0",
    SIGMA_ALLOW_ASSUMED: "write",
  };
}

/** The requests to Sigma, in short: "GET /v2/whoami". */
export function sent({ requests }: Pick<Simulator, "requests">): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}
