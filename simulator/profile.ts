import { z } from "zod";

/** Checks the name of a profile. */
export const profileSchema = z.enum(["published", "minimal", "full"]);

/**
 * How much of the AI settings the simulated Sigma answers.
 *
 * - `published`: it can save, and nothing else is there;
 * - `minimal`: it also removes, and the read tells the provider only;
 * - `full`: save and read tell everything that is not a secret.
 */
export type Profile = z.output<typeof profileSchema>;

/** The names of the profiles, from little to much. */
export const profiles: readonly Profile[] = profileSchema.options;
