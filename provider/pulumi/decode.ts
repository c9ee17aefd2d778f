import { IntegrationError } from "../integration/errors.ts";
import { parseState, type IntegrationState } from "../integration/state.ts";
import { isRecord, UNKNOWN } from "../integration/unknown.ts";
import { isSecret, PROVIDER_KEY, UNKNOWN_VALUE } from "./wire.ts";

/**
 * What Pulumi passes as inputs, for the core: without what belongs to Pulumi alone, with the text of what it keeps secret,
 * and with unknown values marked.
 */
export function decodeInputs(inputs: unknown): unknown {
  if (inputs === UNKNOWN_VALUE) return UNKNOWN;
  if (Array.isArray(inputs)) return inputs.map(decodeInputs);
  if (!isRecord(inputs)) return inputs;
  if (isSecret(inputs)) return decodeInputs(inputs["value"]);
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([name]) => name !== PROVIDER_KEY)
      .map(([name, value]) => [name, decodeInputs(value)]),
  );
}

/** Whether Pulumi has recorded no inputs yet, as before a first create. */
export function isNothing(inputs: unknown): boolean {
  const recorded = decodeInputs(inputs);
  return !isRecord(recorded) || Object.keys(recorded).length === 0;
}

/** Whether outputs are those of an integration: a program may give others beside an id that it looks up. */
export function isRecorded(outputs: unknown): boolean {
  return hasOrganization(decodeInputs(outputs));
}

/** What Pulumi has recorded as outputs. Throws INVALID_STATE where it is not ours, or where there is nothing yet. */
export function decodeOutputs(outputs: unknown): IntegrationState {
  const recorded = decodeInputs(outputs);
  if (hasOrganization(recorded)) return parseState(recorded);
  throw new IntegrationError("INVALID_STATE", {
    problem: "nothing is recorded of the resource",
    advice:
      "If it was to be looked up by the option `id`: the resource of the npm package can only be created, so leave the option out. Else restore the state from a backup.",
  });
}

function hasOrganization(recorded: unknown): boolean {
  return isRecord(recorded) && typeof recorded["organizationId"] === "string";
}
