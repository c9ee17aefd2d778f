import type { IntegrationState } from "../integration/state.ts";
import { isRecord } from "../integration/unknown.ts";
import { asSecret, isSecret, UNKNOWN_VALUE } from "./wire.ts";

/** What repeats what the inputs say of endpoints and deployments. */
const FACTS = new Set(["applied", "remote"]);

/** The recorded state as Pulumi's outputs. No credential is part of it. */
export function encodeOutputs(state: IntegrationState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

/** Outputs in which endpoints and deployments are secrets where the inputs have any secret beside the keys. */
export function withSecretFacts(
  outputs: Record<string, unknown>,
  inputs: unknown,
): Record<string, unknown> {
  if (!holdsOtherSecrets(inputs)) return outputs;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      FACTS.has(name) && value !== UNKNOWN_VALUE ? asSecret(value) : value,
    ]),
  );
}

/**
 * The inputs as they came, with every key marked as a secret, whatever the program did: what is not marked here would be
 * recorded in clear.
 */
export function encodeInputs(inputs: unknown): unknown {
  if (!isRecord(inputs) || isSecret(inputs)) return inputs;
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      name === "apiKey" && isText(value) ? asSecret(value) : encodeInputs(value),
    ]),
  );
}

/** Whether anything but a key alone is marked as a secret. */
function holdsOtherSecrets(inputs: unknown): boolean {
  if (!isRecord(inputs)) return false;
  return Object.entries(inputs).some(([name, value]) => {
    if (!isRecord(value) || name === "apiKey") return false;
    return isSecret(value) || holdsOtherSecrets(value);
  });
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== UNKNOWN_VALUE;
}
