import * as fc from "fast-check";
import type { Properties } from "../../../../../provider/pulumi/plugin/values.ts";
import { asSecret, UNKNOWN_VALUE } from "../../../../../provider/pulumi/wire.ts";
import { key } from "../../../integration/support/arbitraries.ts";

/** Names of fields: ours, those that mean something elsewhere, and any other. Protobuf has no place for `__proto__`. */
const name = fc.oneof(
  fc.constantFrom("apiKey", "openai", "azureOpenai", "languageModel", "value", "constructor"),
  fc.string({ maxLength: 8 }).filter((text) => text !== "__proto__"),
);

const leaf = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
  fc.constant(UNKNOWN_VALUE),
);

const { value } = fc.letrec<{ value: unknown; fields: Properties }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("fields"),
    tie("value").map(asSecret),
  ),
  fields: fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
}));

/** Any properties that a message can hold. */
export const properties: fc.Arbitrary<Properties> = fc.dictionary(name, value, {
  maxKeys: 5,
  noNullPrototype: true,
});

/** A vendor's block, or a part of it, in which every key may come in any way. */
const keyed = fc.oneof(
  key,
  key.map(asSecret),
  fc.constantFrom<unknown>(UNKNOWN_VALUE, asSecret(UNKNOWN_VALUE), { fromEnv: "KEY" }),
);

/** Properties around keys: each under the name `apiKey`, anywhere in objects. */
export const aroundKeys: fc.Arbitrary<Properties> = fc.letrec<{ block: Properties }>((tie) => ({
  block: fc
    .tuple(
      fc.dictionary(name, fc.oneof({ depthSize: "small" }, leaf, tie("block")), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      keyed,
    )
    .map(([rest, apiKey]) => ({ ...rest, apiKey })),
})).block;
