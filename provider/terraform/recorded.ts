import type { IntegrationState } from "../integration/state.ts";
import { AZURE_MODELS } from "../integration/config.ts";
import { sharesEndpoint } from "../integration/facts.ts";
import { knownVendor } from "../integration/model.ts";
import { withKeyVersions } from "./blocks.ts";
import { encodeState, encodeValue } from "./encode.ts";
import { resourceBlock } from "./schema.ts";
import { snakeCase } from "./spelling.ts";
import { conform } from "./values/conform.ts";
import type { ObjectValue, Value } from "./values/value.ts";

/** What is recorded after an apply: what the user wrote, without write-only keys, and what the provider sets. */
export function recordedAfterApply(
  config: ObjectValue,
  prior: ObjectValue | null,
  state: IntegrationState,
): ObjectValue {
  return conform({ ...withKeyVersions(config, prior), ...encodeState(state) }, resourceBlock);
}

/** What is recorded after a refresh: what the user wrote stays, also where Sigma reports something else. */
export function recordedAfterRead(recorded: ObjectValue, state: IntegrationState): ObjectValue {
  return conform({ ...recorded, ...encodeState(state) }, resourceBlock);
}

/**
 * What is recorded after an import: the vendor's block with all that Sigma reports, so that a configuration which says the
 * same has no difference. What both models share stands once, at the block.
 */
export function recordedAfterImport(state: IntegrationState): ObjectValue {
  const { tenant } = state;
  return conform(
    {
      ...encodeState(state),
      ...importedBlock(state),
      ...(tenant === undefined ? {} : { tenant }),
    },
    resourceBlock,
  );
}

function importedBlock({ remote, keyVersions = {} }: IntegrationState): Record<string, Value> {
  const vendor = knownVendor(remote?.aiProvider);
  if (remote === undefined || vendor === undefined) return {};
  const name = snakeCase(vendor);
  const version = (path: string): Value => keyVersions[`${vendor}.${path}`] ?? null;
  if (vendor !== "azureOpenai") return { [name]: { api_key_wo_version: version("apiKey") } };

  const shared = sharesEndpoint(remote) ? remote.languageModel?.endpointUrl : undefined;
  const models = AZURE_MODELS.map((model) => [
    snakeCase(model),
    {
      deployment_id: encodeValue(remote[model]?.deploymentId),
      endpoint_url: shared === undefined ? encodeValue(remote[model]?.endpointUrl) : null,
      api_key_wo_version: version(`${model}.apiKey`),
    },
  ]);
  return {
    [name]: {
      endpoint_url: encodeValue(shared),
      api_key_wo_version: version("apiKey"),
      ...Object.fromEntries(models),
    },
  };
}
