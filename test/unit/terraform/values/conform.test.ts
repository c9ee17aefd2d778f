import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import {
  dataSourceBlocks,
  resourceBlock,
  TENANTS,
  type Attribute,
} from "../../../../provider/terraform/schema.ts";
import { conform } from "../../../../provider/terraform/values/conform.ts";
import { encodeMsgpack } from "../../../../provider/terraform/values/msgpack.ts";
import {
  isObject,
  valueAt,
  type ObjectValue,
  type Value,
} from "../../../../provider/terraform/values/value.ts";
import { objectOf, SENTINEL } from "../support/arbitraries.ts";

const given = objectOf(resourceBlock);

/** The paths of the attributes that lack, or are there although the schema has none of the name. */
function gaps(value: Value, attributes: Readonly<Record<string, Attribute>>, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => gaps(item, attributes, `${at}[]`));
  if (!isObject(value)) return [];
  const strange = Object.keys(value).filter((name) => !(name in attributes) && name !== "timeouts");
  return [
    ...strange.map((name) => `${at}.${name}`),
    ...Object.entries(attributes).flatMap(([name, { nested_type: nested }]) => {
      const inner = value[name];
      if (inner === undefined) return [`${at}.${name}`];
      return nested === undefined ? [] : gaps(inner, nested.attributes, `${at}.${name}`);
    }),
  ];
}

describe("a value in the form of its schema", () => {
  it("has every attribute, and no other", () => {
    expect(gaps(conform({}, resourceBlock), resourceBlock.attributes)).toEqual([]);
    const property = fc.property(given, (value) => {
      expect(gaps(conform(value, resourceBlock), resourceBlock.attributes)).toEqual([]);
    });
    fc.assert(property);
  });

  it("never has a write-only value, at any depth", () => {
    const property = fc.property(given, (value) => {
      const bytes = Buffer.from(encodeMsgpack(conform(value, resourceBlock)));
      expect(bytes.includes(SENTINEL)).toBe(false);
    });
    fc.assert(property);
  });

  it("is the same when it is brought into it once more", () => {
    const property = fc.property(given, (value) => {
      const once = conform(value, resourceBlock);
      expect(conform(once, resourceBlock)).toEqual(once);
    });
    fc.assert(property);
  });

  it.each([
    [["openai"]],
    [["gemini"]],
    [["anthropic"]],
    [["azure_openai"]],
    [["azure_openai", "language_model"]],
    [["azure_openai", "embedding_model"]],
  ])("nulls the write-only key at %j, and keeps the others", (place) => {
    const block: Value = { api_key: "plain", api_key_wo: SENTINEL, api_key_wo_version: 3 };
    const value = place.reduceRight<Value>((inner, name) => ({ [name]: inner }), block);
    const conformed = conform(isObject(value) ? value : {}, resourceBlock);
    expect(valueAt(conformed, ...place)).toMatchObject({ ...block, api_key_wo: null });
  });

  it("nulls a write-only key that is not known yet, and keeps what else is not", () => {
    const openai: ObjectValue = {
      api_key: UNKNOWN,
      api_key_wo: UNKNOWN,
      api_key_wo_version: UNKNOWN,
    };
    const conformed = conform({ openai, gemini: UNKNOWN, timeouts: UNKNOWN }, resourceBlock);
    expect(conformed).toMatchObject({
      openai: { api_key: UNKNOWN, api_key_wo: null, api_key_wo_version: UNKNOWN },
      gemini: UNKNOWN,
      timeouts: UNKNOWN,
    });
  });

  it("completes the block of timeouts, where there is one", () => {
    const timeouts = { create: "10m", read: null, update: null, delete: null };
    expect(conform({ timeouts: { create: "10m" } }, resourceBlock)["timeouts"]).toEqual(timeouts);
    expect(conform({}, resourceBlock)["timeouts"]).toBeNull();
  });

  it("completes each object of a list", () => {
    const block = dataSourceBlocks[TENANTS];
    const conformed = block && conform({ id: "o", tenants: [{ name: "n" }, UNKNOWN] }, block);
    expect(conformed).toEqual({
      id: "o",
      tenants: [{ organization_id: null, name: "n", slug: null }, UNKNOWN],
    });
  });
});
