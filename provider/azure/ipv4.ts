/** A range of IPv4 addresses, each as a number: first and last belong to it. */
export interface AddressRange {
  first: number;
  last: number;
}

/** An address with the length of its prefix, as it was written. */
export interface Cidr {
  address: number;
  prefix: number;
}

/** Reads `203.0.113.10` or `203.0.113.0/24`; nothing where the text is neither. Numbers have no leading zeros. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = "", prefix = "32"] = /^([\d.]+)(?:\/(0|[1-9]\d?))?$/.exec(text) ?? [];
  const parts = address.split(".");
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && +part < 256);
  if (!isAddress || Number(prefix) > 32) return undefined;
  const number = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  return { address: number, prefix: Number(prefix) };
}

/** The range that an address and its prefix are in, whichever address of it was written. */
export function rangeOf({ address, prefix }: Cidr): AddressRange {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** An address as text. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}

/** An address with its prefix, as text; without the prefix where it is one address. */
export function formatCidr({ address, prefix }: Cidr): string {
  return prefix === 32 ? formatAddress(address) : `${formatAddress(address)}/${prefix}`;
}
