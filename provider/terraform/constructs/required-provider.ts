import { VERSION } from "../../runtime/version.ts";

export { SOURCE } from "../install/places.ts";

/**
 * The versions of the provider that have all that these constructs know: the package's own and later ones of its minor
 * version. No range includes a version before a release, so that one is asked for exactly.
 */
export const VERSION_CONSTRAINT: string = VERSION.includes("-") ? VERSION : `~> ${VERSION}`;
