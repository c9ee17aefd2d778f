/** The few tags of ASN.1 that a certificate needs. */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** A value in DER: its tag, its length, and its parts one after the other. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content.length)), content]);
}

/** A sequence of values. */
export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(Tag.SEQUENCE, ...parts);
}

/** The tag of a value that is known by its number in the place where it stands. */
export function contextTag(number: number, constructed: boolean): number {
  return (constructed ? 0xa0 : 0x80) | number;
}

/** An object identifier, such as `oid(2, 5, 29, 19)`. */
export function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  return der(
    Tag.OBJECT_IDENTIFIER,
    Uint8Array.of(first * 40 + second, ...rest.flatMap((part) => septets(part))),
  );
}

/** A moment to the second, in the form that its year asks for. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, "");
  return date.getUTCFullYear() < 2050
    ? der(Tag.UTC_TIME, Buffer.from(digits.slice(2)))
    : der(Tag.GENERALIZED_TIME, Buffer.from(digits));
}

/** A number in groups of seven bits, each but the last one marked. */
function septets(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [...septets(value >>> 7).map((group) => group | 0x80), low];
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) bytes.unshift(rest % 0x100);
  return [0x80 | bytes.length, ...bytes];
}
