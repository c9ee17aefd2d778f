import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import type { ModelChoice } from "./inputs.ts";
import {
  MODEL_POLICY,
  NOTICE_DAYS,
  type ModelPolicyOverride,
  type ModelPolicyRow,
  type ModelUse,
} from "./model-policy.ts";

const DAY = 24 * 60 * 60 * 1000;

/** What is wrong with a model, and what is to be said about it. */
export interface ModelJudgement {
  fault?: IntegrationError;
  notice?: string;
}

/**
 * Judges a model by what is known of its version: a fault where it has retired or cannot be what it is used for, a notice
 * where it retires soon. Of a version that is not known nothing is said.
 */
export function judgeModel(
  use: ModelUse,
  model: ModelChoice,
  today: Date,
  override: ModelPolicyOverride = {},
): ModelJudgement {
  const row = rowOf(model, override);
  if (row === undefined) return {};
  const title = redact(`${row.name}, version ${row.version},`);
  if (row.use !== undefined && row.use !== use) {
    const problem = `${title} cannot be used as {${use}}: it belongs into {${row.use}}`;
    const advice = "Give each model where it belongs.";
    return {
      fault: new IntegrationError("INVALID_CONFIG", { path: `${use}.name`, problem, advice }),
    };
  }
  if (row.retires === undefined) return {};
  const days = Math.ceil((Date.parse(row.retires) - today.getTime()) / DAY);
  const origin = row.source === undefined ? "{modelPolicy}" : `${row.source}, ${row.asOf}`;
  if (days <= 0) {
    return {
      fault: new IntegrationError("MODEL_RETIRED", {
        path: `${use}.version`,
        problem: `${title} retired at Azure on ${row.retires} (${origin})`,
        expected: "a version that Azure still runs",
      }),
    };
  }
  const { noticeDays = NOTICE_DAYS } = override;
  if (days >= noticeDays) return {};
  const blocked =
    row.stage === "Deprecated" ? ", and only subscriptions that run it may still deploy it" : "";
  return {
    notice: `{${use}.version}: ${title} retires at Azure on ${row.retires}, in ${days} days${blocked} (${origin}); choose a later one, or correct the date in {modelPolicy}`,
  };
}

/** What is known of a version, each value as the user knows it better. */
function rowOf(
  { name, version }: ModelChoice,
  { models = {} }: ModelPolicyOverride,
): (Pick<ModelPolicyRow, "name" | "version"> & Partial<ModelPolicyRow>) | undefined {
  const known = MODEL_POLICY.find((row) => row.name === name && row.version === version);
  const key = `${name}/${version}`;
  const better = Object.hasOwn(models, key) ? models[key] : undefined;
  if (better?.retires === undefined) return known && { ...known, ...better };
  // A date of the user's own has no source here.
  const { source: _, asOf: __, ...rest } = known ?? { source: "", asOf: "" };
  return { ...rest, ...better, name, version };
}
