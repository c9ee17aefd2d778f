import { IDENTITY_SCHEMAS } from "../gen/answers.ts";

/** What tells one resource from another. The answer is encoded when the package is built. */
export function getResourceIdentitySchemas(): Uint8Array {
  return Buffer.from(IDENTITY_SCHEMAS, "base64");
}
