import { IntegrationError } from "../integration/errors.ts";
import { redact } from "../integration/redact.ts";
import { formatCidr, parseCidr, rangeOf, type Cidr } from "./ipv4.ts";
import { EXAMPLE_RANGES, overlapping, RESERVED_RANGES } from "./reserved-ranges.ts";

/** Addresses under the field they were given in. */
export interface GivenAddresses {
  path: string;
  addresses: readonly string[];
}

/** What an account is to let in, and what is wrong with what was asked for. */
export interface Allowlist {
  /** Single addresses and ranges in the form that Azure takes, in the order of their numbers, each once. */
  rules: readonly string[];
  faults: readonly IntegrationError[];
  notices: readonly string[];
}

/** The most rules that an account takes. */
export const MOST_RULES = 100;

/**
 * Checks the addresses that an account is to let in, and writes them as Azure takes them: `/32` as the address, `/31` as two
 * addresses. Azure answers rules in the order in which they were sent, so that they always stand in the same one.
 */
export function allowlist(given: readonly GivenAddresses[]): Allowlist {
  const read = given.flatMap(({ path, addresses }) =>
    addresses.map((address) => readAddress(path, address)),
  );
  const faults = read.flatMap(({ fault }) => fault ?? []);
  const cidrs = read.flatMap(({ cidr }) => (cidr === undefined ? [] : expanded(cidr)));
  const rules = [...new Set(cidrs.toSorted(compare).map(formatCidr))];
  const tooMany = rules.length > MOST_RULES ? [tooManyRules(given, rules.length)] : [];
  return { rules, faults: [...faults, ...tooMany], notices: exampleNotices(given) };
}

function readAddress(path: string, text: string): { cidr?: Cidr; fault?: IntegrationError } {
  const cidr = typeof text === "string" ? parseCidr(text.trim()) : undefined;
  if (cidr === undefined) return { fault: notAnAddress(path, text) };
  const fault = reservedFault(path, cidr) ?? hostBitsFault(path, cidr);
  return fault === undefined ? { cidr } : { fault };
}

function hostBitsFault(path: string, cidr: Cidr): IntegrationError | undefined {
  const { first } = rangeOf(cidr);
  if (first === cidr.address) return undefined;
  const range = formatCidr({ ...cidr, address: first });
  const alone = formatCidr({ ...cidr, prefix: 32 });
  return new IntegrationError("INVALID_ADDRESS", {
    path,
    problem: `"${formatCidr(cidr)}" is an address inside of a range, not the range itself`,
    expected: `"${range}" for the range, or "${alone}" for the one address`,
    advice: "Give the one that you mean.",
  });
}

function notAnAddress(path: string, text: unknown): IntegrationError {
  const seen = typeof text === "string" ? redact(text).slice(0, 60) : "";
  if (/^[\da-f:.]*:[\da-f:.]*(?:\/\d+)?$/i.test(seen)) {
    return new IntegrationError("INVALID_ADDRESS", {
      path,
      problem: `"${seen}" is an IPv6 address, and Azure's rules take IPv4 only`,
      advice: "Leave it out; Sigma calls from IPv4 addresses.",
    });
  }
  return new IntegrationError("INVALID_ADDRESS", {
    path,
    problem: seen === "" ? "an address is empty or no text" : `"${seen}" is no IPv4 address`,
    expected: 'an address such as "20.40.60.80", or a range such as "20.40.60.0/24"',
    advice: "Correct it.",
  });
}

function reservedFault(path: string, cidr: Cidr): IntegrationError | undefined {
  const range = overlapping(rangeOf(cidr), RESERVED_RANGES);
  if (range === undefined) return undefined;
  const verb = cidr.prefix === 32 ? "is one of" : "contains";
  return new IntegrationError("INVALID_ADDRESS", {
    path,
    problem: `"${formatCidr(cidr)}" ${verb} the ${range.use} (${range.text}), from which nothing reaches Azure`,
    expected: "a public address, as servers on the internet see it",
    advice: "Give the public address, or leave this one out.",
  });
}

/** Azure refuses `/31`. */
function expanded(cidr: Cidr): Cidr[] {
  if (cidr.prefix !== 31) return [cidr];
  return [0, 1].map((offset) => ({ address: cidr.address + offset, prefix: 32 }));
}

function compare(one: Cidr, other: Cidr): number {
  return one.address - other.address || one.prefix - other.prefix;
}

function tooManyRules(given: readonly GivenAddresses[], count: number): IntegrationError {
  return new IntegrationError("INVALID_ADDRESS", {
    path: given[0]?.path,
    problem: `together with all others these are ${count} rules`,
    expected: `at most ${MOST_RULES}, which is what Azure takes`,
    advice: "Give ranges instead of single addresses.",
  });
}

/** Addresses of an example that was copied lead to "Failed to validate" later. */
function exampleNotices(given: readonly GivenAddresses[]): string[] {
  return given.flatMap(({ path, addresses }) =>
    addresses.flatMap((address) => {
      const cidr = typeof address === "string" ? parseCidr(address.trim()) : undefined;
      if (cidr === undefined || overlapping(rangeOf(cidr), EXAMPLE_RANGES) === undefined) return [];
      return `{${path}}: ${formatCidr(cidr)} is for examples, nobody calls from there; Sigma's own addresses are shown under Administration > AI settings`;
    }),
  );
}
