import { isDeepStrictEqual } from "node:util";
import type { IntegrationError } from "../../integration/errors.ts";
import { AZURE_MODELS } from "../../integration/config.ts";
import { sharesEndpoint } from "../../integration/facts.ts";
import { knownVendor } from "../../integration/model.ts";
import type { IntegrationState } from "../../integration/state.ts";
import { isRecord, UNKNOWN } from "../../integration/unknown.ts";
import type { Properties } from "./values.ts";
import { writtenPaths } from "./written-paths.ts";

/**
 * The inputs that an import records: all that Sigma reports, so that a program which says the same differs in nothing but
 * the key, which Sigma tells nobody. What both models share stands once, at the block.
 */
export function importedInputs({ remote, tenant }: IntegrationState): Properties {
  const vendor = knownVendor(remote?.aiProvider);
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
 * be compared all the same. A key has the version then that the import gave it. A program that gives the key, at this place
 * or at another, is taken at its word.
 */
export function withMissingKeys(inputs: unknown, { keyVersions = {} }: IntegrationState): unknown {
  return Object.entries(keyVersions)
    .filter(([path]) => writtenPaths(path, inputs).length === 0)
    .reduce(
      (filled, [path, version]) => withMissingKey(filled, path.split(".").slice(0, -1), version),
      inputs,
    );
}

/**
 * Whether a check that follows an import is the import's own: it gives the inputs as they were read, and lacks nothing but
 * the key. A later run checks the program, which must have the key.
 */
export function isOfImport(
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
