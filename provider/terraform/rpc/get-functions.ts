import { FUNCTIONS } from "../gen/answers.ts";

/** The provider's functions. The answer is encoded when the package is built. */
export function getFunctions(): Uint8Array {
  return Buffer.from(FUNCTIONS, "base64");
}
