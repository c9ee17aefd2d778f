import { IntegrationError } from "../integration/errors.ts";
import { UNKNOWN } from "../integration/unknown.ts";
import { KEY_PLACES, type KeyPlace } from "./blocks.ts";
import { camelCase } from "./spelling.ts";
import { isObject, valueAt, type ObjectValue, type Value } from "./values/value.ts";

/** What decides on the two spellings of a key. */
export interface KeyRules {
  /** Whether this version of Terraform can take write-only values. */
  writeOnlyAllowed: boolean;
  /** Whether a key that would be stored in the state is refused. */
  requireWriteOnly: boolean;
}

/** What the core cannot see: each key has two spellings here, and a version that belongs to one of them. */
export function keyFaults(config: ObjectValue, rules: KeyRules): IntegrationError[] {
  return KEY_PLACES.flatMap((place) => faultsAt(place, config, rules));
}

function faultsAt(
  place: KeyPlace,
  config: ObjectValue,
  { writeOnlyAllowed, requireWriteOnly }: KeyRules,
): IntegrationError[] {
  const given = valueAt(config, ...place);
  // Of a block that is not known yet nothing is known.
  if (!isObject(given)) return [];
  const { api_key: plain, api_key_wo: writeOnly = null, api_key_wo_version: version } = given;
  const block = place.map(camelCase).join(".");
  const fault = (field: string, problem: string, advice: string): IntegrationError =>
    new IntegrationError("INVALID_CONFIG", { path: `${block}.${field}`, problem, advice });

  const faults: IntegrationError[] = [];
  if (isGiven(plain) && isGiven(writeOnly)) {
    faults.push(
      fault("apiKey", "api_key and api_key_wo are given together", "Keep api_key_wo alone."),
    );
  }
  if (isGiven(plain) && writeOnly === null && isGiven(version)) {
    faults.push(
      fault(
        "apiKeyVersion",
        "a version is given, but no api_key_wo",
        "Use api_key_wo for the key.",
      ),
    );
  }
  if (isGiven(plain) && requireWriteOnly) {
    faults.push(
      fault(
        "apiKey",
        "the key would be stored in the state, and the provider is set to require_write_only",
        "Use api_key_wo for the key.",
      ),
    );
  }
  if (writeOnly !== null && !writeOnlyAllowed) {
    faults.push(
      fault(
        "apiKey",
        "this version of Terraform or OpenTofu cannot take write-only values",
        "Use Terraform or OpenTofu 1.11 or newer; or api_key, which is stored in the state.",
      ),
    );
  }
  return faults;
}

/** A value that is not known yet may turn out to be none, as in a module that passes both spellings on. */
function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== UNKNOWN;
}
