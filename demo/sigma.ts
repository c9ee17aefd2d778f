/** What every demo has in common: keys, the simulated Sigma, and what happens outside. */
import { digest, type Simulator } from "../simulator/index.ts";
import type { Step } from "./demo.ts";

/** The key at first. */
export const KEY = "sim-openai-key-1";

/** The key after its rotation. */
export const ROTATED_KEY = "sim-openai-key-2";

/** What Sigma has after somebody has switched the vendor. */
export const SWITCHED = { provider: "gemini", key: "sim-gemini-key-1" } as const;

/** What a demo plays against where Azure has no part in it. */
export const AGAINST_SIGMA = "a simulator of Sigma";

/** Where an engine came from, in words. */
export const ORIGIN = {
  path: "on PATH",
  cache: "from the cache",
  download: "downloaded",
  build: "built from its Go modules",
} as const;

const ORGANIZATION = "org-acme";

/** The variables with which a provider finds the simulator. */
export function connectionTo({ url }: Simulator): Record<string, string> {
  return {
    SIGMA_BASE_URL: url,
    SIGMA_AI_VENDOR_ORIGINS: `*=${url}`,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
  };
}

/** Somebody switches the vendor by hand. */
export function switchedOutside(simulator: Simulator): NonNullable<Step["first"]> {
  const { provider, key } = SWITCHED;
  return {
    says: "somebody switches the vendor to Gemini on Sigma's admin page",
    act: () => simulator.saveOutside(ORGANIZATION, { config: { provider, apiKey: key } }),
  };
}

/** What Sigma has after a step that went as expected, and Azure where it has a part. */
export function foundAtSigma({ sigma, accounts }: Step): string {
  const integration = `Sigma: ${sigma.provider ?? "no integration"}`;
  if (accounts === undefined) return integration;
  return `${integration}\nAzure: ${accounts === 0 ? "no account" : `${accounts} account`}`;
}

/** What is wrong with what Sigma has; nothing where it is as it should be. */
export function wrongAtSigma(
  simulator: Simulator,
  { sigma: { provider, key } }: Step,
): string | undefined {
  const { integration } = simulator.state(ORGANIZATION);
  const found = integration?.provider ?? null;
  if (found !== provider)
    return `Sigma has ${found ?? "nothing"} instead of ${provider ?? "nothing"}`;
  if (key !== undefined && integration?.keyDigests["apiKey"] !== digest(key)) {
    return "Sigma has another key";
  }
  return undefined;
}
