import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * A provider file that belongs to this package, such as `terraform/terraform-provider-sigma`. Throws where it was not built,
 * which can only be in a checkout of the sources.
 */
export function packagedFile(path: string): string {
  const found = ["", "dist"]
    .map((folder) => join(import.meta.dirname, "../..", folder, path))
    .find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error("the provider file was not built; in a checkout of the sources: npm run build");
}
