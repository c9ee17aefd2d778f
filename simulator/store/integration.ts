import { z } from "zod";

const model = z.strictObject({ deploymentId: z.string(), endpointUrl: z.string() });

const integration = z.strictObject({
  provider: z.string(),
  languageModel: model.exactOptional(),
  embeddingModel: model.exactOptional(),
  keyDigests: z.record(z.string(), z.string()),
  revision: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
});

/** Checks what is remembered of an organization. */
export const rememberedSchema = z.strictObject({
  revision: z.number(),
  integration: integration.nullable(),
});

/** Checks an entry of the audit log. */
export const auditEventSchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  category: z.literal("AI_SETTINGS"),
  event: z.enum(["AI_PROVIDER_ADDED", "AI_PROVIDER_EDITED", "AI_PROVIDER_REMOVED"]),
  organizationId: z.string(),
  userId: z.string(),
  source: z.enum(["api", "outside"]),
  provider: z.string(),
  revision: z.number(),
});

/**
 * A saved integration, without any key. `keyDigests` has the digest of each saved key under the place it came
 * from: `apiKey`, or `languageModel.apiKey` and `embeddingModel.apiKey`.
 */
export type Integration = z.output<typeof integration>;

/** An Azure model of an integration, without its key. */
export type AzureModel = z.output<typeof model>;

/** What a save stores: an integration without the facts about the save itself. */
export type SavedConfig = Pick<
  Integration,
  "provider" | "languageModel" | "embeddingModel" | "keyDigests"
>;

/** What is remembered of an organization. `revision` counts its saves and removals. */
export type Remembered = z.output<typeof rememberedSchema>;

/** What is remembered of an organization, with its ID. `integration` is null where nothing is configured. */
export interface OrganizationState extends Remembered {
  readonly organizationId: string;
}

/** An entry of the audit log. `outside` is an edit by hand, which did not come through the API. */
export type AuditEvent = z.output<typeof auditEventSchema>;

/** Who changes an integration, and on which way. */
export interface Actor {
  readonly userId: string;
  readonly source: AuditEvent["source"];
}
