import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import { resourceBlock, type Attribute } from "../../../../provider/terraform/schema.ts";
import {
  isObject,
  type ObjectValue,
  type Value,
} from "../../../../provider/terraform/values/value.ts";
import { createSimulator, profiles, type Simulator } from "../../../../simulator/index.ts";
import { configuration } from "../support/arbitraries.ts";
import { errorsOf } from "../support/shown.ts";
import { connect, recorded } from "../support/terraform.ts";

type Attributes = Readonly<Record<string, Attribute>>;

const same = (one: Value, other: Value): boolean =>
  JSON.stringify(one, spell) === JSON.stringify(other, spell);
const spell = (_: string, value: unknown): unknown => (value === UNKNOWN ? "unknown" : value);

/** Where a plan breaks Terraform's rule: what is written is planned as it is, and only the rest is the provider's. */
function invented(
  config: ObjectValue,
  planned: ObjectValue,
  attributes: Attributes,
  at = "",
): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const path = `${at}.${name}`;
    const written: Value = config[name] ?? null;
    const value: Value = planned[name] ?? null;
    if (attribute.write_only === true) return value === null ? [] : [`${path} is write-only`];
    if (attribute.computed === true && written === null) return [];
    const { nested_type: nested } = attribute;
    if (nested !== undefined && isObject(written) && isObject(value)) {
      return invented(written, value, nested.attributes, path);
    }
    return same(written, value) ? [] : [`${path} is not as written`];
  });
}

/** Where what came of a plan is not as it was planned. */
function broken(planned: Value, actual: Value, at = ""): string[] {
  if (planned === UNKNOWN) return [];
  if (isObject(planned) && isObject(actual)) {
    return Object.keys(planned).flatMap((name) =>
      broken(planned[name] ?? null, actual[name] ?? null, `${at}.${name}`),
    );
  }
  return same(planned, actual) ? [] : [`${at} is not as planned`];
}

/** A configuration in which the attributes of these names are not known yet, wherever they are given. */
function withOpen(config: ObjectValue, names: readonly string[]): ObjectValue {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]): [string, Value] => {
      if (value !== null && names.includes(name)) return [name, UNKNOWN];
      return [name, isObject(value) ? withOpen(value, names) : value];
    }),
  );
}

/**
 * Plans and applies by Terraform's rules, in processes of their own; the next plan is empty, refreshed or not. `open` names
 * what the first plan does not know yet.
 */
async function applied(
  simulator: Simulator,
  config: ObjectValue,
  prior: ObjectValue | null,
  open: readonly string[],
): Promise<ObjectValue> {
  const early = withOpen(config, open);
  const { state: planned, shown, replaces } = await (await connect(simulator)).plan(early, prior);
  expect([errorsOf(shown), replaces]).toEqual([[], []]);
  if (planned === null) throw new Error("nothing planned");
  expect(invented(early, planned, resourceBlock.attributes)).toEqual([]);
  expect(planned["timeouts"]).toEqual(config["timeouts"]);

  const terraform = await connect(simulator);
  // Terraform plans once more before it applies, and what was known must be the same.
  const { state: final } = await terraform.plan(config, prior);
  expect(broken(planned, final)).toEqual([]);
  const { state, shown: said } = await terraform.apply(config, prior, final);
  expect(errorsOf(said)).toEqual([]);
  if (state === null) throw new Error("nothing recorded");
  expect(broken(final, state)).toEqual([]);

  const stored = await recorded(terraform, state);
  expect(stored).toEqual(state);
  const next = await connect(simulator);
  expect((await next.plan(config, stored)).state).toEqual(stored);
  const { state: live } = await next.read(stored);
  expect(live).toEqual(stored);
  return stored;
}

/** What may come from another resource of the same apply. */
const open = fc.constantFrom<string[]>(
  [],
  ["api_key", "api_key_wo"],
  ["api_key_wo_version"],
  ["deployment_id", "endpoint_url"],
  ["openai", "azure_openai", "gemini"],
  ["removal", "preflight", "credential_drift", "expected_organization_id"],
);

describe("whatever is configured", () => {
  it("plans and states keep Terraform's rules, through a create and an update", async () => {
    const profile = fc.constantFrom(...profiles);
    const step = fc.tuple(configuration, open);
    const property = fc.asyncProperty(profile, step, step, async (name, create, update) => {
      const simulator = await createSimulator({ tokenInterval: 0, profile: name });
      try {
        const [[one, openAtCreate], [two, openAtUpdate]] = [create, update];
        const recordedOne = await applied(simulator, one, null, openAtCreate);
        await applied(simulator, two, recordedOne, openAtUpdate);
      } finally {
        await simulator.close();
      }
    });
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);
});
