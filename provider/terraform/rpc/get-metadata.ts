import { METADATA } from "../gen/answers.ts";

/** The names of what the provider has. The answer is encoded when the package is built. */
export function getMetadata(): Uint8Array {
  return Buffer.from(METADATA, "base64");
}
