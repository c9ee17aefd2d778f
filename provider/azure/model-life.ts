import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import { isRecentModel } from "../vendors/model-generation.ts";
import type { ModelChoice } from "./inputs.ts";
import {
  MODEL_POLICY,
  NOTICE_DAYS,
  type ModelPolicyOverride,
  type ModelPolicyRow,
  type ModelUse,
} from "./model-policy.ts";

const DAY = 24 * 60 * 60 * 1000;

/** The one embedding model that Sigma takes. */
const SMALL_EMBEDDING = "text-embedding-3-small";

/** What is wrong with a model, and what is to be said about it. */
export interface ModelJudgement {
  fault?: IntegrationError;
  notice?: string;
}

/**
 * Judges a model by what is known of its version: a fault where it has retired or cannot be what it is used for, a notice
 * where it retires soon. Of a version that is not known only the name is judged.
 */
export function judgeModel(
  use: ModelUse,
  model: ModelChoice,
  today: Date,
  override: ModelPolicyOverride = {},
): ModelJudgement {
  const row = rowOf(model, override);
  if (row.use === undefined) {
    const fault = nameFault(use, row.name);
    if (fault !== undefined) return { fault };
  }
  const title = redact(`${row.name}, version ${row.version},`);
  if (row.use !== undefined && row.use !== use) {
    const problem = `${title} cannot be used as {${use}}: it belongs into {${row.use}}`;
    const advice = "Give each model where it belongs.";
    return {
      fault: new IntegrationError("INVALID_CONFIG", { path: `${use}.name`, problem, advice }),
    };
  }
  if (row.retires === undefined) return {};
  const days = daysUntil(row.retires, today);
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

/** The days until a day such as `2027-04-14`, begun ones counted; 0 or fewer once it has come. */
export function daysUntil(day: string, today: Date): number {
  return Math.ceil((Date.parse(day) - today.getTime()) / DAY);
}

/** The preflight would refuse such a model too, but minutes and two deployments later. */
function nameFault(use: ModelUse, given: string): IntegrationError | undefined {
  const name = given.toLowerCase();
  const isSmall = name === SMALL_EMBEDDING;
  const isRefused =
    use === "embeddingModel" ? !isSmall : isRecentModel(name) === false || /embedding/.test(name);
  if (!isRefused) return undefined;
  return new IntegrationError("INVALID_CONFIG", {
    path: `${use}.name`,
    problem: `${redact(given)} is none that Sigma takes`,
    expected: use === "embeddingModel" ? SMALL_EMBEDDING : "gpt-4.1 or later",
    advice: "Give such a model; where Sigma takes this one by now, say its {use} in {modelPolicy}.",
  });
}

/** What is known of a version, each value as the user knows it better. */
function rowOf(
  { name, version }: ModelChoice,
  { models = {} }: ModelPolicyOverride,
): Pick<ModelPolicyRow, "name" | "version"> & Partial<ModelPolicyRow> {
  const known = MODEL_POLICY.find((row) => row.name === name && row.version === version);
  const key = `${name}/${version}`;
  const better = Object.hasOwn(models, key) ? models[key] : undefined;
  const row = { ...known, ...better, name, version };
  if (better?.retires === undefined) return row;
  // A date of the user's own has no source here.
  const { source: _, asOf: __, ...rest } = row;
  return rest;
}
