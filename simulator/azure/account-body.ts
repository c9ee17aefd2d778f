import { z } from "zod";

import { networkAclsSchema } from "./network-rules.ts";

/** Checks the identity of an account or a project. */
export const identitySchema = z.looseObject({ type: z.string() });
const skuSchema = z.object({ name: z.string() });
/** Checks tags. */
export const tagsSchema = z.record(z.string(), z.string());

/** Loose, since Azure knows many more properties, which are kept as they come. */
const propertiesSchema = z.looseObject({
  customSubDomainName: z.string().exactOptional(),
  networkAcls: networkAclsSchema.exactOptional(),
  publicNetworkAccess: z.enum(["Enabled", "Disabled"]).exactOptional(),
  disableLocalAuth: z.boolean().exactOptional(),
  dynamicThrottlingEnabled: z.boolean().exactOptional(),
  allowProjectManagement: z.boolean().exactOptional(),
  restore: z.boolean().exactOptional(),
});

/** Checks the form of a whole account. */
export const accountSchema = z.object({
  location: z.string(),
  kind: z.string(),
  sku: skuSchema,
  tags: tagsSchema.default({}),
  identity: identitySchema.exactOptional(),
  properties: propertiesSchema.default({}),
});

/** Checks the form of a part of an account. */
export const accountPatchSchema = z.object({
  kind: z.string().exactOptional(),
  sku: skuSchema.exactOptional(),
  tags: tagsSchema.exactOptional(),
  identity: identitySchema.exactOptional(),
  properties: propertiesSchema.default({}),
});

/** A whole account, as a request gives it. */
export type AccountBody = Omit<z.output<typeof accountSchema>, "location">;
/** The properties of an account. */
export type AccountProperties = z.output<typeof propertiesSchema>;
/** Who an account or a project is to other services. */
export type Identity = z.output<typeof identitySchema>;
