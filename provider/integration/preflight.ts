import type { Settings, VendorBlock } from "./config.ts";
import type { Secret } from "./secret.ts";

/** What trying the credentials at the vendor showed. */
export interface Verdict {
  /** `invalid` only where it is known that Sigma cannot work with this; what cannot be told is `inconclusive`. */
  verdict: "valid" | "invalid" | "inconclusive";
  /** The field the verdict is about. */
  path: string;
  /** What was seen, without a stop at the end. Never a secret. */
  reason: string;
  /** What to do, in sentences. */
  advice?: string;
  /** Whether time alone may cure it: what was made a moment ago is not there at once. */
  passing?: boolean;
}

/** Tries credentials at the vendor, inside apply and directly before a save; never in preview, plan or refresh. */
export interface Preflight {
  /** Throws only where the operation was ended, or a setting of the environment cannot be used. */
  probe(
    vendor: VendorBlock<Secret>,
    settings: Settings["preflight"],
    signal: AbortSignal,
  ): Promise<Verdict[]>;
}

/** A verdict in one sentence or two: the field, what was seen, what to do. */
export function verdictText({ path, reason, advice }: Verdict): string {
  return `{${path}}: ${reason}.${advice === undefined ? "" : ` ${advice}`}`;
}
