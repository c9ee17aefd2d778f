import { existsSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_NAME } from "./places.ts";

/**
 * The provider file that belongs to this package. Throws where it was not built, which can only be in a checkout of the
 * sources.
 */
export function packagedProvider(): string {
  const found = ["terraform", "dist/terraform"]
    .map((folder) => join(import.meta.dirname, "../../..", folder, PROVIDER_NAME))
    .find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error("the provider file was not built; in a checkout of the sources: npm run build");
}
