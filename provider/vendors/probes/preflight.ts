import type { VendorName } from "../../integration/model.ts";
import type { Preflight } from "../../integration/preflight.ts";
import type { Secret } from "../../integration/secret.ts";
import { probeAnthropic } from "./anthropic.ts";
import { createAsk, type Ask, type ProbeTransport } from "./ask.ts";
import { probeAzureOpenAi } from "./azure-openai.ts";
import type { Finding } from "./finding.ts";
import { probeGemini } from "./gemini.ts";
import { probeOpenAi } from "./openai.ts";
import { ORIGINS_VARIABLE, vendorRoute } from "./origins.ts";

/** The probes of the vendors whose access is one key. */
const KEY_PROBES: Readonly<
  Record<Exclude<VendorName, "azureOpenai">, (key: Secret, ask: Ask) => Promise<Finding>>
> = { openai: probeOpenAi, gemini: probeGemini, anthropic: probeAnthropic };

/**
 * Tries credentials the cheapest way that proves them. Each request has its time and its tries (`PROBE_LIMITS`). `env` tells
 * where requests go: see {@link vendorRoute}.
 */
export function createPreflight(
  transport: ProbeTransport,
  env: (name: string) => string | undefined,
): Preflight {
  return {
    async probe(vendor, settings, signal) {
      const ask = createAsk(transport, vendorRoute(env(ORIGINS_VARIABLE)), signal);
      if (vendor.name === "azureOpenai") return probeAzureOpenAi(vendor, settings, ask);
      const finding = await KEY_PROBES[vendor.name](vendor.apiKey, ask);
      return [{ path: `${vendor.name}.apiKey`, ...finding }];
    },
  };
}
