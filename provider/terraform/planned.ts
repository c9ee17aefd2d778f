import { isStateOnly, type Change } from "../integration/changes.ts";
import type { Config } from "../integration/config.ts";
import { factsOf } from "../integration/facts.ts";
import { UNKNOWN } from "../integration/unknown.ts";
import { withKeyVersions } from "./blocks.ts";
import { encodeValue } from "./encode.ts";
import { computedNames, resourceBlock } from "./schema.ts";
import { conform } from "./values/conform.ts";
import { pick, type ObjectValue } from "./values/value.ts";

/** What an update cannot change. */
const IDENTITY = ["id", "organization_id"];

/** The state that a create leads to, as far as it is known before apply: what the user wrote. */
export function plannedCreate(config: ObjectValue): ObjectValue {
  return conform({ ...withKeyVersions(config, null), ...all(UNKNOWN) }, resourceBlock);
}

/**
 * The state that an update leads to. Where nothing is sent, what the provider sets stays as it is. Where the integration is
 * saved, vendor and what is applied are known, and what only Sigma's answer tells is not.
 */
export function plannedUpdate(
  config: ObjectValue,
  prior: ObjectValue,
  desired: Config,
  changes: readonly Change[],
): ObjectValue {
  const inputs = withKeyVersions(config, prior);
  if (isStateOnly(changes)) {
    return conform({ ...inputs, ...pick(prior, computedNames) }, resourceBlock);
  }
  if (changes.some(({ kind }) => kind === "replace")) return plannedCreate(config);
  return conform(
    { ...inputs, ...all(UNKNOWN), ...knownFacts(desired), ...pick(prior, IDENTITY) },
    resourceBlock,
  );
}

/** A key that is not known yet is none of the facts. */
function knownFacts({ vendor, unknown }: Config): ObjectValue {
  const facts = unknown.filter((path) => !path.endsWith(".apiKey"));
  if (facts.some((path) => path.split(".")[0] === vendor.name)) return {};
  return { ai_provider: vendor.name, applied: encodeValue(factsOf(vendor)) };
}

function all(value: typeof UNKNOWN): ObjectValue {
  return Object.fromEntries(computedNames.map((name) => [name, value]));
}
