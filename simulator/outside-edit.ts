import { z } from "zod";

import { aiConfigSchema } from "./sigma/ai-config.ts";

/** Checks a save outside. */
export const outsideSaveSchema = z.strictObject({
  config: aiConfigSchema,
  userId: z.string().exactOptional(),
  validate: z.boolean().default(false),
});

/** Checks a removal outside. */
export const outsideRemovalSchema = z.strictObject({ userId: z.string().exactOptional() });

/**
 * A save by hand: `config` has the form of the API's body. `userId` is the admin who does it, by default the last
 * admin of the organization. `validate` asks the vendor first, as Sigma's page does; false by default.
 */
export type OutsideSave = z.input<typeof outsideSaveSchema>;

/** A removal by hand. `userId` is the admin who does it, by default the last admin of the organization. */
export type OutsideRemoval = z.input<typeof outsideRemovalSchema>;
