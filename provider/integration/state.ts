import { z } from "zod";
import type { Config, Settings, Target } from "./config.ts";
import { IntegrationError } from "./errors.ts";

const model = z.object({
  deploymentId: z.string().optional(),
  endpointUrl: z.string().optional(),
});

const facts = z.object({
  aiProvider: z.string(),
  languageModel: model.optional(),
  embeddingModel: model.optional(),
});

/**
 * What is recorded about an integration, in any engine's state. No credential is part of it. Every version accepts what all
 * earlier ones wrote: fields may be added, as optional ones, and none is ever renamed.
 */
export const stateSchema = z.object({
  organizationId: z.string().min(1).describe("The organization; also the resource's id."),
  aiProvider: z.string().describe("The vendor as Sigma reports it, else as last saved."),
  status: z
    .enum(["configured", "unverified"])
    .describe("configured: Sigma can be asked; unverified: saved, and cannot be read back."),
  driftVisibility: z
    .enum(["full", "partial", "none"])
    .describe("How much of an outside change can be seen."),
  applied: facts
    .optional()
    .describe(
      "Vendor, endpoints and deployments as last saved or imported, resolved, without keys.",
    ),
  remote: facts
    .optional()
    .describe(
      "The same as Sigma reports it now; where Sigma does not report a field, as last saved.",
    ),
  credentialFingerprint: z
    .string()
    .optional()
    .describe("Salted trace of the keys last saved: `v1:<salt>:<mac>`."),
  keyVersions: z
    .record(z.string(), z.number())
    .optional()
    .describe("Versions of the keys last saved, by the path of the key, where they were given."),
  appliedRevision: z.string().optional().describe("Sigma's revision after our last save."),
  remoteRevision: z.string().optional().describe("Sigma's revision now."),
  updatedAt: z
    .string()
    .optional()
    .describe("When the integration was last changed, as Sigma reports it."),
  updatedBy: z.string().optional().describe("Who changed it last, as Sigma reports it."),
  tenant: z.string().optional().describe("The tenant, where one is configured."),
  connection: z.string().optional().describe("The connection that is used."),
  existing: z.enum(["refuse", "overwrite"]).optional(),
  preflight: z
    .object({
      mode: z.enum(["enforce", "warn", "off"]),
      trustedHosts: z.array(z.string()),
      allowUnverifiedModels: z.boolean(),
    })
    .optional(),
  validationWait: z
    .string()
    .optional()
    .describe("How long a save that Sigma could not validate is tried again."),
  removal: z.enum(["remove", "retain"]).describe("What deleting does."),
  credentialDrift: z.enum(["correct", "ignore", "stop"]),
  expectedOrganizationId: z.string().optional(),
});

/** The recorded state of an integration. */
export type IntegrationState = z.output<typeof stateSchema>;

/** Reads a recorded state. Throws INVALID_STATE where it is not ours. */
export function parseState(outputs: unknown): IntegrationState {
  const parsed = stateSchema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".") || "state").join(", ");
  throw new IntegrationError("INVALID_STATE", { problem: `the recorded ${fields} cannot be read` });
}

/** The part of a state that repeats settings and target, so that a later delete or diff knows them. */
export function echo({ settings, target }: Pick<Config, "settings" | "target">): Target & Settings {
  return { ...target, ...settings };
}

/** A state with the settings and target of a configuration in the place of its own. */
export function withEcho(state: IntegrationState, config: Config): IntegrationState {
  const { tenant, connection, expectedOrganizationId, validationWait, ...rest } = state;
  return { ...rest, ...echo(config) };
}
