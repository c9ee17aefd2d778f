import { runtime } from "@pulumi/pulumi";
import { parseState, type IntegrationState } from "../../integration/state.ts";
import { isRecord, UNKNOWN } from "../../integration/unknown.ts";

/** The key under which Pulumi passes the provider's own text along with every set of properties. */
const PROVIDER_KEY = "__provider";

/** What Pulumi passes as inputs, for the core: without Pulumi's own key, and with unknown values marked. */
export function decodeInputs(inputs: unknown): unknown {
  if (!isRecord(inputs)) return inputs;
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== PROVIDER_KEY)
      .map(([name, value]) => [name, decodeValue(value)]),
  );
}

/** What Pulumi has recorded as outputs. Throws INVALID_STATE where it is not ours. */
export function decodeOutputs(outputs: unknown): IntegrationState {
  return parseState(outputs);
}

/** Pulumi sends an unknown value as a certain text, also where an object is expected (pulumi/pulumi#6310). */
function decodeValue(value: unknown): unknown {
  if (value === runtime.unknownValue) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decodeValue);
  return isRecord(value) ? decodeInputs(value) : value;
}
