import type { FoundIntegration } from "./found.ts";

/** What an integration and its keys are called in the code. */
export interface Names {
  resource: string;
  /** The key of a vendor that takes one, or of both deployments at one endpoint. */
  key: string;
  /** The keys of deployments at two endpoints. */
  languageModelKey: string;
  embeddingModelKey: string;
}

/** What the credentials' own organization is called: Sigma does not tell its name. */
const OWN = "ai";

/** The longest part of a slug that goes into a name, in characters. */
const LONGEST = 60;

/** Names that the code around the resources has taken. */
const TAKEN = ["sigma"];

/**
 * Gives each integration a name that no other one has, from the slug of its tenant, else from its id: letters, digits and
 * underscores, with a letter first, as Terraform asks for. Two slugs that become the same are told apart by a number.
 */
export function namesOf(found: readonly FoundIntegration[]): Names[] {
  const taken = new Set<string>(TAKEN);
  return found.map((integration) => {
    const wanted = wantedName(integration);
    let names = namesFor(wanted);
    for (let number = 2; Object.values(names).some((name) => taken.has(name)); number += 1) {
      names = namesFor(`${wanted}_${number}`);
    }
    for (const name of Object.values(names)) taken.add(name);
    return names;
  });
}

function wantedName({ isTenant, slug = "", organizationId }: FoundIntegration): string {
  if (!isTenant) return OWN;
  return [slug, organizationId].map(asName).find((name) => name !== "") ?? "tenant";
}

function asName(text: string): string {
  const name = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, LONGEST)
    .replace(/^_+|_+$/g, "");
  return /^\d/.test(name) ? `tenant_${name}` : name;
}

function namesFor(resource: string): Names {
  return {
    resource,
    key: `${resource}_key`,
    languageModelKey: `${resource}_language_model_key`,
    embeddingModelKey: `${resource}_embedding_model_key`,
  };
}
