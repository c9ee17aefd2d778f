import { existsSync } from "node:fs";
import { VERSION } from "../../provider/runtime/version.ts";
import { PROVIDER_FILE } from "../../scripts/terraform/bundle.ts";
import type { MirroredProvider } from "./terraform-mirror.ts";

/** The provider that `npm run build` has made. */
export function builtProvider(): MirroredProvider {
  if (!existsSync(PROVIDER_FILE)) throw new Error("there is no built provider; run npm run build");
  return { executable: PROVIDER_FILE, version: VERSION };
}
