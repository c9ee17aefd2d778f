import { createHash } from "node:crypto";

/**
 * The SHA-256 digest of a credential, in hex.
 *
 * It is all that the simulator keeps of a credential: enough to answer "is this the key that was saved?".
 */
export function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
