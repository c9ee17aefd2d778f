import { isStateOnly, type Change } from "../../integration/changes.ts";
import type { Config } from "../../integration/config.ts";
import { factsOf } from "../../integration/facts.ts";
import { echo, stateSchema, withEcho, type IntegrationState } from "../../integration/state.ts";
import { UNKNOWN_VALUE } from "../wire.ts";
import { outputsOf, reportedBlock } from "./outputs.ts";
import type { Properties } from "./values.ts";

/** The outputs that a create leads to, as far as they are known before apply. */
export function plannedCreate(config: Config): Properties {
  return { ...allUnknown(), ...unknownBlock(config), ...echo(config) };
}

/**
 * The outputs that an update leads to. Where nothing is sent, all of them are known. Where the integration is saved, vendor
 * and what is applied are known, and what only Sigma's answer tells is not.
 */
export function plannedUpdate(
  state: IntegrationState,
  config: Config,
  changes: readonly Change[],
): Properties {
  if (isStateOnly(changes)) return outputsOf(withEcho(state, config));
  const { organizationId } = state;
  return {
    ...allUnknown(),
    ...unknownBlock(config),
    ...knownFacts(config),
    ...echo(config),
    organizationId,
  };
}

/** A key that is not known yet is none of the facts. */
function knownFacts({ vendor, unknown }: Config): Properties {
  const facts = unknown.filter((path) => !path.endsWith(".apiKey"));
  if (facts.some((path) => path.split(".")[0] === vendor.name)) return {};
  const applied = factsOf(vendor);
  return { aiProvider: vendor.name, applied, ...reportedBlock(applied) };
}

function unknownBlock({ vendor, unknown }: Config): Properties {
  const isAzure = vendor.name === "azureOpenai" || unknown.includes("azureOpenai");
  return isAzure ? { azureOpenai: UNKNOWN_VALUE } : {};
}

/** Settings that are not given are no output, so that they are left out here too. */
function allUnknown(): Properties {
  const { tenant, connection, expectedOrganizationId, validationWait, ...outputs } =
    stateSchema.shape;
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, UNKNOWN_VALUE]));
}
