import { runtime } from "@pulumi/pulumi";
import { IntegrationError } from "../../integration/errors.ts";
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

/** Whether Pulumi has recorded no inputs yet, as before a first create. */
export function isNothing(inputs: unknown): boolean {
  const recorded = decodeInputs(inputs);
  return !isRecord(recorded) || Object.keys(recorded).length === 0;
}

/** What Pulumi has recorded as outputs. Throws INVALID_STATE where it is not ours, or where there is nothing yet. */
export function decodeOutputs(outputs: unknown): IntegrationState {
  if (isRecord(outputs) && typeof outputs["organizationId"] === "string")
    return parseState(outputs);
  throw new IntegrationError("INVALID_STATE", {
    problem: "nothing is recorded of the resource",
    advice:
      "If it was to be looked up by the option `id`: a dynamic resource can only be created, so leave the option out. Else restore the state from a backup.",
  });
}

/** Pulumi sends an unknown value as a certain text, also where an object is expected (pulumi/pulumi#6310). */
function decodeValue(value: unknown): unknown {
  if (value === runtime.unknownValue) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decodeValue);
  return isRecord(value) ? decodeInputs(value) : value;
}
