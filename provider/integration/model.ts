import { z } from "zod";
import { parseDuration } from "./duration.ts";
import { Secret } from "./secret.ts";

/** The AI vendors that can be configured, by the name of their block. */
export const VENDORS = ["openai", "azureOpenai", "gemini", "anthropic"] as const;

/** The name of a vendor's block. */
export type VendorName = (typeof VENDORS)[number];

/** A vendor by the name of its block; nothing where we know none of that name. */
export function knownVendor(name: string | undefined): VendorName | undefined {
  return VENDORS.find((known) => known === name);
}

/** The default of every setting that has one. */
export const DEFAULTS = {
  existing: "refuse",
  preflight: "enforce",
  validationWait: "0s",
  removal: "remove",
  credentialDrift: "correct",
} as const;

const text = z.string().trim().min(1);

/** A URL of any scheme, or an endpoint of Azure's without one. */
const URL_LIKE = /^\s*(?:[a-z][\w+.-]*:\/\/|[\w.-]+\.azure\.(?:com|us|cn)(?:[:/?]|\s*$))/i;

const apiKey = z
  .string()
  .refine((key) => key.trim() !== "", { params: { fault: "empty" } })
  .refine((key) => !URL_LIKE.test(key), { params: { fault: "url" } })
  .refine((key) => key.trim() === "" || /^[\x21-\x7e]*$/.test(key), { params: { fault: "spaces" } })
  .transform((key) => new Secret(key));

const fromEnv = z
  .strictObject({
    fromEnv: text.regex(/^[A-Za-z_][A-Za-z0-9_]*$/).describe("Name of an environment variable."),
  })
  .describe("A key read from the environment where the engine runs, when it is needed.");

const fromFile = z
  .strictObject({
    fromFile: text.describe("Path of a file; relative paths start at the folder of the program."),
  })
  .describe("A key read from a file where the engine runs, when it is needed.");

const credential = z
  .union([apiKey, fromEnv, fromFile])
  .meta({ secret: true })
  .describe(
    "The API key: the text itself, kept as a secret, or a reference ({ fromEnv } or { fromFile }), which leaves no key in the state.",
  );

const apiKeyVersion = z
  .int()
  .min(0)
  .describe(
    "A number to raise when the key changes. Where it is given, only the number decides whether the key is saved again: for keys that differ at every run.",
  );

const endpointUrl = text.describe(
  "Endpoint of the Azure OpenAI resource, as the Azure portal shows it: https://NAME.openai.azure.com.",
);

const deploymentId = text.describe("Name of the deployment in the Azure OpenAI resource.");

const azureModel = z.strictObject({
  deploymentId,
  endpointUrl: endpointUrl.optional(),
  apiKey: credential.optional(),
  apiKeyVersion: apiKeyVersion.optional(),
});

const keyOnly = z.strictObject({ apiKey: credential, apiKeyVersion: apiKeyVersion.optional() });

const azureOpenai = z.strictObject({
  endpointUrl: endpointUrl
    .optional()
    .describe("Endpoint for both models; a model's own endpointUrl goes before it."),
  apiKey: credential
    .optional()
    .describe("API key for both models; a model's own apiKey goes before it."),
  apiKeyVersion: apiKeyVersion.optional(),
  languageModel: azureModel.describe("The deployment of a language model, gpt-4.1 or later."),
  embeddingModel: azureModel.describe("The deployment of text-embedding-3-small."),
  validationWait: text
    .refine((value) => parseDuration(value) !== undefined)
    .optional()
    .describe(
      'How long a save that Sigma answers with "Failed to validate" is tried again, such as "10m": new deployments and firewall rules take minutes to work. At most 10 saves.',
    ),
});

const preflightMode = z.enum(["enforce", "warn", "off"]);

const preflight = z.union([
  preflightMode,
  z.strictObject({
    mode: preflightMode.optional().describe('The mode; "enforce" where it is left out.'),
    trustedHosts: z
      .array(text.regex(/^[A-Za-z0-9.-]*$/))
      .optional()
      .describe("Hosts of your own API gateways that may be sent the key."),
    allowUnverifiedModels: z
      .boolean()
      .optional()
      .describe("Accept models whose generation cannot be told from their name."),
  }),
]);

/**
 * The resource as a user writes it, in camelCase. It is the source: types, engine schemas and the reference of inputs are
 * derived from it. What one field has to do with another is in `rules.ts`.
 */
export const integrationSchema = z.strictObject({
  openai: keyOnly.optional().describe("OpenAI, with one API key."),
  azureOpenai: azureOpenai
    .optional()
    .describe("Azure OpenAI, with a deployment for each of two models."),
  gemini: keyOnly.optional().describe("Google Gemini, with one API key."),
  anthropic: keyOnly.optional().describe("Anthropic, with one API key."),
  tenant: text
    .optional()
    .meta({ replaces: true })
    .describe(
      "Organization id of the tenant to configure, through its parent's credentials. A change replaces.",
    ),
  existing: z
    .enum(["refuse", "overwrite"])
    .optional()
    .describe("What a first create does where something is configured already, or may be."),
  expectedOrganizationId: text
    .optional()
    .describe(
      "Organization id that the credentials must belong to: a guard against the wrong ones.",
    ),
  preflight: preflight
    .optional()
    .describe("Whether the credentials are tried at the vendor directly before a save."),
  removal: z
    .enum(["remove", "retain"])
    .optional()
    .describe(
      "What deleting the resource does at Sigma: remove the integration, or leave it in place.",
    ),
  credentialDrift: z
    .enum(["correct", "ignore", "stop"])
    .optional()
    .describe(
      "What a key that was changed outside leads to: put back, left alone, or a failed apply.",
    ),
  connection: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
    .optional()
    .describe(
      'Name of a connection: "eu" reads SIGMA_EU_BASE_URL, SIGMA_EU_CLIENT_ID and SIGMA_EU_CLIENT_SECRET.',
    ),
});

/** What the schema yields: the user's spelling, with keys promoted to {@link Secret}. */
export type IntegrationInput = z.output<typeof integrationSchema>;

/** A key, or where to read it from. */
export type Credential = z.output<typeof credential>;

/** How the credentials are tried before a save. */
export type PreflightMode = z.output<typeof preflightMode>;
