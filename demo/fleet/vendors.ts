import { createHash } from "node:crypto";
import type { AiConfig, SeedOverride } from "../../simulator/index.ts";

/** A vendor of the fleet: how programs write it, and what Sigma then has. */
export interface FleetVendor {
  /** The variable with its key, as Terraform spells it; in the environment it has capitals. */
  variable: string;
  key: string;
  /** Another key that it takes. */
  otherKey: string;
  /** Its block in a configuration, and in a program of Pulumi's. */
  terraform: string;
  pulumi: string;
  /** What a save with a key has in it. */
  saved: (key: string) => AiConfig;
}

const CONTOSO = "https://contoso.openai.azure.com";

const azure: FleetVendor = {
  variable: "azure_key",
  key: "sim-contoso-key-1",
  otherKey: "sim-contoso-key-2",
  terraform: `azure_openai = {
    endpoint_url    = "${CONTOSO}"
    api_key_wo      = var.azure_key
    language_model  = { deployment_id = "gpt-41" }
    embedding_model = { deployment_id = "embed" }
  }`,
  pulumi: `azureOpenai: {
    endpointUrl: "${CONTOSO}",
    apiKey: { fromEnv: "AZURE_KEY" },
    languageModel: { deploymentId: "gpt-41" },
    embeddingModel: { deploymentId: "embed" },
  }`,
  saved: (apiKey) => ({
    provider: "azureOpenAI",
    languageModel: { deploymentId: "gpt-41", endpointUrl: CONTOSO, apiKey },
    embeddingModel: { deploymentId: "embed", endpointUrl: CONTOSO, apiKey },
  }),
};

/** In the order in which organizations get them. */
export const FLEET_VENDORS: readonly [FleetVendor, ...FleetVendor[]] = [
  keyed("openai", (apiKey) => ({ provider: "openAI", apiKey })),
  azure,
  keyed("anthropic", (apiKey) => ({ provider: "anthropic", apiKey })),
  keyed("gemini", (apiKey) => ({ provider: "gemini", apiKey })),
];

/** The keys of all vendors, by variable of the environment. */
export function fleetKeys(): Record<string, string> {
  return Object.fromEntries(
    FLEET_VENDORS.flatMap(({ variable, key }) => [
      [`TF_VAR_${variable}`, key],
      [variable.toUpperCase(), key],
    ]),
  );
}

/** The vendors as the simulator knows them: with the keys of the fleet. */
export function fleetVendorsSeed(): NonNullable<SeedOverride["vendors"]> {
  return Object.fromEntries(
    ["openai", "anthropic", "gemini"].map((name) => [
      name,
      { keys: [1, 2].map((number) => ({ key: keyOf(name, number) })) },
    ]),
  );
}

function keyed(name: string, saved: FleetVendor["saved"]): FleetVendor {
  const variable = `${name}_key`;
  return {
    variable,
    key: keyOf(name, 1),
    otherKey: keyOf(name, 2),
    terraform: `${name} = { api_key_wo = var.${variable} }`,
    pulumi: `${name}: { apiKey: { fromEnv: "${variable.toUpperCase()}" } }`,
    saved,
  };
}

/** Nothing in it is a word: reports leave out every word that repeats a part of a key. */
function keyOf(name: string, number: number): string {
  return createHash("sha256").update(`${name} ${number}`).digest("base64url");
}
