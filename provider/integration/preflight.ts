import type { Settings, VendorBlock } from "./config.ts";
import type { Secret } from "./secret.ts";

/** What trying the credentials at the vendor showed. */
export interface Verdict {
  verdict: "valid" | "invalid" | "inconclusive";
  /** The field the verdict is about. */
  path: string;
  reason: string;
  advice?: string;
}

/**
 * Tries credentials at the vendor, inside apply and directly before a save; never in preview, plan or refresh. `available`
 * is false while a version has no probe for any vendor: then a mode other than `off` is answered with a notice.
 */
export interface Preflight {
  available: boolean;
  probe(
    vendor: VendorBlock<Secret>,
    settings: Settings["preflight"],
    signal: AbortSignal,
  ): Promise<Verdict[]>;
}

/** A preflight that tries nothing. */
export const noPreflight: Preflight = { available: false, probe: async () => [] };
