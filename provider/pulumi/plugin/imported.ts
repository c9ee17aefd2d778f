import { isDeepStrictEqual } from "node:util";
import type { IntegrationError } from "../../integration/errors.ts";
import { AZURE_MODELS } from "../../integration/config.ts";
import { sharesEndpoint } from "../../integration/facts.ts";
import { VENDORS } from "../../integration/model.ts";
import type { IntegrationState } from "../../integration/state.ts";
import { isRecord, UNKNOWN } from "../../integration/unknown.ts";
import type { Properties } from "./values.ts";

/**
 * The inputs that an import records: all that Sigma reports, so that a program which says the same differs in nothing but
 * the key, which Sigma tells nobody. What both models share stands once, at the block.
 */
export function importedInputs({ remote, tenant }: IntegrationState): Properties {
  const vendor = VENDORS.find((known) => known === remote?.aiProvider);
  const place = tenant === undefined ? {} : { tenant };
  if (remote === undefined || vendor === undefined) return place;
  if (vendor !== "azureOpenai") return { [vendor]: {}, ...place };

  const isShared = sharesEndpoint(remote);
  const models = AZURE_MODELS.map((model) => {
    const { deploymentId, endpointUrl } = { ...remote[model] };
    return [model, { deploymentId, ...(isShared ? {} : { endpointUrl }) }];
  });
  const shared = isShared ? { endpointUrl: remote.languageModel?.endpointUrl } : {};
  return { [vendor]: { ...shared, ...Object.fromEntries(models) }, ...place };
}

/**
 * Inputs as an import recorded them, with a key that is not known in the place of each that they lack: all else in them can
 * be compared all the same. A key has the version then that the import gave it.
 */
export function withMissingKeys(inputs: unknown, { keyVersions = {} }: IntegrationState): unknown {
  return Object.entries(keyVersions).reduce(
    (filled, [path, version]) => withMissingKey(filled, path.split(".").slice(0, -1), version),
    inputs,
  );
}

/**
 * Whether a check is that of an import, which gives the recorded inputs as they are and lacks nothing but the key. The key is
 * asked for by whatever comes after it.
 */
export function isImported(
  olds: unknown,
  news: unknown,
  faults: readonly IntegrationError[],
): boolean {
  const lacksKeys = faults.every(
    ({ code, details: { path = "" } }) => code === "MISSING_FIELD" && path.endsWith(".apiKey"),
  );
  return lacksKeys && isDeepStrictEqual(olds, news);
}

function withMissingKey(inputs: unknown, block: readonly string[], version: number): unknown {
  if (!isRecord(inputs)) return inputs;
  const [name, ...rest] = block;
  if (name !== undefined) {
    return name in inputs
      ? { ...inputs, [name]: withMissingKey(inputs[name], rest, version) }
      : inputs;
  }
  return "apiKey" in inputs ? inputs : { ...inputs, apiKey: UNKNOWN, apiKeyVersion: version };
}
