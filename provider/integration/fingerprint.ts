import { createHmac, timingSafeEqual } from "node:crypto";
import type { VendorBlock } from "./config.ts";
import { keySlots } from "./credentials.ts";
import type { Secret } from "./secret.ts";

/** The number of random bytes in a fingerprint. A new salt is drawn for every write. */
export const SALT_BYTES = 16;

/**
 * The trace that a write leaves of its keys: `v1:<salt>:<mac>`, an HMAC-SHA-256 over the keys in fixed order. It tells
 * whether a key is still the same, and nothing else: two resources with the same key have different fingerprints. A key
 * with a version is not part of it, since only its version counts.
 */
export function fingerprint(vendor: VendorBlock<Secret>, salt: Uint8Array): string {
  return `v1:${Buffer.from(salt).toString("base64url")}:${mac(vendor, salt).toString("base64url")}`;
}

/** Whether the keys are those a fingerprint was made of. A text of another form matches nothing. */
export function matchesFingerprint(vendor: VendorBlock<Secret>, text: string): boolean {
  const [, salt = ""] = text.split(":");
  // The whole texts are compared, since decoding alone would let characters pass that are none of base64url.
  const actual = Buffer.from(fingerprint(vendor, Buffer.from(salt, "base64url")));
  const wanted = Buffer.from(text);
  return actual.length === wanted.length && timingSafeEqual(actual, wanted);
}

function mac(vendor: VendorBlock<Secret>, salt: Uint8Array): Buffer {
  const hmac = createHmac("sha256", salt);
  for (const { key, version } of keySlots(vendor)) {
    if (version !== undefined) continue;
    const bytes = Buffer.from(key.reveal());
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest();
}
