import { noRemoval } from "./no-removal.ts";
import { organizationInPath } from "./organization-in-path.ts";
import { ownId } from "./own-id.ts";
import { patched } from "./patched.ts";
import { renamed } from "./renamed.ts";
import type { Variant } from "./variant.ts";

/** Every variant that is tried. */
export const variants: readonly Variant[] = [
  renamed,
  patched,
  organizationInPath,
  noRemoval,
  ownId,
];
