import type { IntegrationState } from "../integration/state.ts";
import { isRecord } from "../integration/unknown.ts";
import { asSecret, isSecret, UNKNOWN_VALUE } from "./wire.ts";

/** The recorded state as Pulumi's outputs. No credential is part of it. */
export function encodeOutputs(state: IntegrationState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
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

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== UNKNOWN_VALUE;
}
