import * as fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { allowlist } from "../../../provider/azure/allowlist.ts";
import { missingIpRules } from "../../../provider/azure/existing-account.ts";
import { formatCidr, parseCidr, rangeOf } from "../../../provider/azure/ipv4.ts";
import { overlapping, RESERVED_RANGES } from "../../../provider/azure/reserved-ranges.ts";

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A public address or range, written in any of its ways. */
const publicRule = fc
  .tuple(address, fc.integer({ min: 9, max: 32 }), fc.boolean())
  .map(([number, prefix, isLong]) => {
    const { first } = rangeOf({ address: number, prefix });
    const text = formatCidr({ address: first, prefix });
    return prefix === 32 && isLong ? `${text}/32` : text;
  })
  .filter((text) => overlapping(range(text), RESERVED_RANGES) === undefined);

const rules = fc.array(publicRule, { maxLength: 45 });

const listed = (...addresses: readonly string[]) =>
  allowlist([{ path: "sigmaAddresses", addresses }]);

function range(text: string) {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new Error(`${text} is no range`);
  return rangeOf(cidr);
}

function size(text: string): number {
  const { first, last } = range(text);
  return last - first + 1;
}

describe("the allowlist, of whatever is given,", () => {
  it("takes every public address and range", () => {
    fc.assert(fc.property(rules, (given) => expect(listed(...given).faults).toEqual([])));
  });

  it("refuses every address of a reserved range", () => {
    const reserved = fc
      .constantFrom(...RESERVED_RANGES)
      .chain(({ first, last }) => fc.integer({ min: first, max: last }))
      .map((number) => formatCidr({ address: number, prefix: 32 }));
    const property = fc.property(reserved, (given) => {
      expect(listed(given)).toMatchObject({ rules: [], faults: [{ code: "INVALID_ADDRESS" }] });
    });
    fc.assert(property);
  });

  it("is the same once it is listed again", () => {
    const property = fc.property(rules, (given) => {
      const once = listed(...given).rules;
      expect(listed(...once).rules).toEqual(once);
    });
    fc.assert(property);
  });

  it("is the same in whatever order it is given, and how often", () => {
    const orders = rules.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 }),
      ),
    );
    const property = fc.property(orders, ([given, other]) => {
      expect(listed(...other).rules).toEqual(listed(...given).rules);
    });
    fc.assert(property);
  });

  it("lets in what was given, and never more", () => {
    const property = fc.property(rules, (given) => {
      const { rules: sent } = listed(...given);
      expect(missingIpRules(given, { ipRules: [...sent] })).toEqual([]);
      expect(missingIpRules(sent, { ipRules: given })).toEqual([]);
      for (const rule of sent) expect(size(rule)).not.toBe(2);
      expect(sent.filter((rule) => /\/3[12]$/.test(rule))).toEqual([]);
    });
    fc.assert(property);
  });

  it("throws at no text", () => {
    const property = fc.property(fc.array(fc.string()), (given) => {
      const { rules: sent, faults } = listed(...given);
      expect(sent.length + faults.length).toBeLessThanOrEqual(given.length * 2 + 1);
    });
    fc.assert(property);
  });
});
