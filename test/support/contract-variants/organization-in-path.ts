import { hasOnly, inner, swapped, type Json, type Variant } from "./variant.ts";

const NAMES = [
  ["OpenAI", "openAI"],
  ["AzureOpenAI", "azureOpenAI"],
  ["Gemini", "gemini"],
  ["Anthropic", "anthropic"],
] as const;

const PATH = /^\/v2\/organizations\/org-acme\/ai-config$/;

/** The organization's id in the path, a discriminator, and a block that is null where nothing is configured. */
export const organizationInPath: Variant = {
  name: "an id in the path",
  document: "organization-in-path.openapi.yaml",
  save: { method: "PUT", path: PATH },
  read: { method: "GET", path: PATH },
  remove: { method: "DELETE", path: PATH },
  toSimulator: (body) => {
    const config = inner(body, "config");
    const provider = swapped(NAMES, config["kind"], 0);
    if (provider === undefined || !hasOnly(body, "config")) return undefined;
    const { kind: _, ...rest } = config;
    return { provider, ...rest };
  },
  toVariant: ({ provider, revision, updatedBy, ...rest }): Json => ({
    config: provider === null ? null : { kind: swapped(NAMES, provider, 1), ...withoutTimes(rest) },
    meta: { revision, updatedBy },
  }),
};

function withoutTimes({ createdAt: _, createdBy: __, updatedAt: ___, ...rest }: Json): Json {
  return rest;
}
