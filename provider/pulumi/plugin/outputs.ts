import { sharesEndpoint } from "../../integration/facts.ts";
import type { VendorFacts } from "../../integration/port.ts";
import type { IntegrationState } from "../../integration/state.ts";
import { isRecord } from "../../integration/unknown.ts";
import { encodeOutputs } from "../encode.ts";
import { asSecret, isSecret, UNKNOWN_VALUE } from "../wire.ts";
import type { Properties } from "./values.ts";

/** What repeats what the inputs say of endpoints and deployments. */
const FACTS = new Set(["applied", "remote", "azureOpenai"]);

/** The recorded state as outputs, and the block that Sigma reports beside it. No credential is part of it. */
export function outputsOf(state: IntegrationState): Properties {
  return { ...encodeOutputs(state), ...reportedBlock(state.remote ?? state.applied) };
}

/**
 * Endpoints and deployments in the form in which a program writes them. The engine takes the old side of a change made outside
 * from the outputs, at the path of the input: without this it would show an addition. The endpoint also stands at the block
 * where both models share it. Nothing for other vendors, of which a program writes nothing but the key.
 */
export function reportedBlock(facts: VendorFacts | undefined): Properties {
  if (facts?.aiProvider !== "azureOpenai") return {};
  const { languageModel, embeddingModel } = facts;
  const endpointUrl = sharesEndpoint(facts) ? languageModel?.endpointUrl : undefined;
  return { azureOpenai: { endpointUrl, languageModel, embeddingModel } };
}

/** Outputs in which endpoints and deployments are secrets where the inputs have any secret beside the keys. */
export function withSecretFacts(outputs: Properties, inputs: unknown): Properties {
  if (!holdsOtherSecrets(inputs)) return outputs;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      FACTS.has(name) && value !== UNKNOWN_VALUE ? asSecret(value) : value,
    ]),
  );
}

/** Whether anything but a key alone is marked as a secret. */
export function holdsOtherSecrets(inputs: unknown): boolean {
  if (!isRecord(inputs)) return false;
  return Object.entries(inputs).some(([name, value]) => {
    if (!isRecord(value) || name === "apiKey") return false;
    return isSecret(value) || holdsOtherSecrets(value);
  });
}
