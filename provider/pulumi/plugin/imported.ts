import { isDeepStrictEqual } from "node:util";
import type { IntegrationError } from "../../integration/errors.ts";
import { AZURE_MODELS } from "../../integration/config.ts";
import { VENDORS } from "../../integration/model.ts";
import type { IntegrationState } from "../../integration/state.ts";
import type { Properties } from "./values.ts";

/**
 * The inputs that an import records: all that Sigma reports, so that a program which says the same differs in nothing but
 * the key, which Sigma tells nobody. What both models share stands once, at the block.
 */
export function importedInputs({ remote, tenant }: IntegrationState): Properties {
  const vendor = VENDORS.find((known) => known === remote?.aiProvider);
  const place = tenant === undefined ? {} : { tenant };
  if (vendor === undefined) return place;
  if (vendor !== "azureOpenai") return { [vendor]: {}, ...place };

  const [language, embedding] = AZURE_MODELS.map((model) => remote?.[model]);
  const isShared = language?.endpointUrl === embedding?.endpointUrl;
  const models = AZURE_MODELS.map((model) => {
    const { deploymentId, endpointUrl } = { ...remote?.[model] };
    return [model, { deploymentId, ...(isShared ? {} : { endpointUrl }) }];
  });
  const shared = isShared ? { endpointUrl: language?.endpointUrl } : {};
  return { [vendor]: { ...shared, ...Object.fromEntries(models) }, ...place };
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
