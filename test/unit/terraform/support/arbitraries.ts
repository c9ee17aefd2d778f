import * as fc from "fast-check";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import type { Attribute, Block } from "../../../../provider/terraform/schema.ts";
import type { ObjectValue, Value } from "../../../../provider/terraform/values/value.ts";
import { ENDPOINT, resource } from "./configs.ts";

fc.configureGlobal({ seed: 20261123, numRuns: 200 });

/** A text that stands for a key, to be looked for in what is answered. */
export const SENTINEL = "sk-sentinel-7d2f41c9";

const text = fc.string({ unit: "binary", maxLength: 12 });

const number = fc.oneof(
  fc.maxSafeInteger(),
  // Zero has no sign in Terraform.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

/** A name of an attribute. */
const name = fc
  .string({ unit: fc.constantFrom(..."abcdefghij_".split("")), minLength: 1, maxLength: 8 })
  .filter((word) => word !== "__proto__");

/** Any value that Terraform can send or be sent. */
export const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.constant(UNKNOWN),
    fc.boolean(),
    number,
    text,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** An object of a schema, as it may never be: attributes lack, others are there, and write-only ones have the sentinel. */
export function objectOf({ attributes, block_types = {} }: Block): fc.Arbitrary<ObjectValue> {
  const blocks = Object.entries(block_types).map(([inner, { block }]) => [
    inner,
    fc.oneof(fc.constant(null), fc.constant(UNKNOWN), objectOf(block)),
  ]);
  return fc.record<Record<string, Value>>(
    { ...attributesOf(attributes), ...Object.fromEntries(blocks), of_no_schema: value },
    { requiredKeys: [] },
  );
}

function attributesOf(
  attributes: Readonly<Record<string, Attribute>>,
): Record<string, fc.Arbitrary<Value>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, attribute]) => [key, valueOf(attribute)]),
  );
}

function valueOf({ write_only: writeOnly, nested_type: nested }: Attribute): fc.Arbitrary<Value> {
  if (writeOnly === true) return fc.constantFrom<Value>(SENTINEL, UNKNOWN, null, [SENTINEL]);
  if (nested === undefined) return fc.oneof(fc.constant(null), fc.constant(UNKNOWN), text);
  const object = fc.record<Record<string, Value>>(attributesOf(nested.attributes), {
    requiredKeys: [],
  });
  return fc.oneof(
    fc.constant(null),
    fc.constant(UNKNOWN),
    object,
    fc.array(object, { maxLength: 2 }),
  );
}

/** A key in one of its spellings, with a version or without one. */
function keyOf(...keys: string[]): fc.Arbitrary<ObjectValue> {
  const key = fc.constantFrom(...keys);
  const version = fc.constantFrom(null, 0, 1, 2);
  return fc.oneof(
    key.map((api_key) => ({ api_key })),
    fc.record({ api_key_wo: key, api_key_wo_version: version }),
  );
}

const contoso = keyOf("sim-contoso-key-1", "sim-contoso-key-2");

const model = (...deployments: string[]): fc.Arbitrary<ObjectValue> =>
  fc.constantFrom(...deployments).map((deployment_id) => ({ deployment_id }));

/** Azure OpenAI: endpoint and key once for both models, or at each. */
const azureBlock = fc
  .tuple(fc.boolean(), contoso, contoso, model("gpt-41", "gpt-51"), model("embed"))
  .map(([once, one, other, language_model, embedding_model]): ObjectValue => {
    const endpoint_url = ENDPOINT;
    if (once) return { endpoint_url, ...one, language_model, embedding_model };
    return {
      language_model: { endpoint_url, ...one, ...language_model },
      embedding_model: { endpoint_url, ...other, ...embedding_model },
    };
  });

const vendor: fc.Arbitrary<ObjectValue> = fc.oneof(
  keyOf("sim-openai-key-1", "sim-openai-key-2").map((openai) => ({ openai })),
  keyOf("sim-gemini-key-1").map((gemini) => ({ gemini })),
  azureBlock.map((azure_openai) => ({ azure_openai })),
);

const settings: fc.Arbitrary<ObjectValue> = fc.record(
  {
    removal: fc.constantFrom("remove", "retain"),
    credential_drift: fc.constantFrom("correct", "ignore", "stop"),
    expected_organization_id: fc.constant("org-acme"),
    preflight: fc.constantFrom<ObjectValue>({}, { mode: "off" }, { trusted_hosts: ["gw.example"] }),
    timeouts: fc.constantFrom<ObjectValue>({}, { create: "10m", update: "1h30m" }),
  },
  { requiredKeys: [] },
);

/** A configuration that the simulator accepts, wherever something may be there already. */
export const configuration: fc.Arbitrary<ObjectValue> = fc
  .tuple(vendor, settings)
  .map(([block, rest]) => resource({ existing: "overwrite", ...block, ...rest }));
