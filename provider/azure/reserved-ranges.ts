import { parseCidr, rangeOf, type AddressRange } from "./ipv4.ts";

/** A range of addresses from which nothing comes over the internet. */
export interface ReservedRange extends AddressRange {
  /** The range as text. */
  text: string;
  /** What it is for, after "is" or "contains". */
  use: string;
}

/** The ranges that no rule can let in (RFC 6890), each with what to say of it. */
export const RESERVED_RANGES: readonly ReservedRange[] = [
  reserved("0.0.0.0/8", "addresses of no network"),
  reserved("10.0.0.0/8", "private addresses"),
  reserved("100.64.0.0/10", "addresses that a provider shares between its customers"),
  reserved("127.0.0.0/8", "addresses of a machine itself (loopback)"),
  reserved("169.254.0.0/16", "link-local addresses"),
  reserved("172.16.0.0/12", "private addresses"),
  reserved("192.0.0.0/24", "addresses of internet protocols"),
  reserved("192.168.0.0/16", "private addresses"),
  reserved("198.18.0.0/15", "addresses for measuring networks"),
  reserved("224.0.0.0/4", "multicast addresses"),
  reserved("240.0.0.0/4", "addresses that are not in use"),
];

/** The ranges for examples in documents (RFC 5737). Azure takes them, but nobody calls from there. */
export const EXAMPLE_RANGES: readonly ReservedRange[] = [
  reserved("192.0.2.0/24", "addresses for examples"),
  reserved("198.51.100.0/24", "addresses for examples"),
  reserved("203.0.113.0/24", "addresses for examples"),
];

/** The first of the ranges that has an address in common with this one. */
export function overlapping(
  { first, last }: AddressRange,
  ranges: readonly ReservedRange[],
): ReservedRange | undefined {
  return ranges.find((range) => range.first <= last && first <= range.last);
}

function reserved(text: string, use: string): ReservedRange {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw new TypeError(`${text} is no range`);
  return { ...rangeOf(cidr), text, use };
}
