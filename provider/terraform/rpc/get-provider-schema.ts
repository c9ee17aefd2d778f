import { PROVIDER_SCHEMA } from "../gen/answers.ts";

/** Every schema of the provider. The answer is encoded when the package is built. */
export function getProviderSchema(): Uint8Array {
  return Buffer.from(PROVIDER_SCHEMA, "base64");
}
