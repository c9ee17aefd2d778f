import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and the certificate for it, as PEM. */
export interface ServerIdentity {
  readonly key: string;
  /** The certificate, which is its own authority as well. */
  readonly certificate: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const ECDSA_WITH_SHA256 = der(SEQUENCE, oid(1, 2, 840, 10_045, 4, 3, 2));
const COMMON_NAME = oid(2, 5, 4, 3);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);
const ALTERNATIVE_NAME = oid(2, 5, 29, 17);

/**
 * Makes a key and a certificate for 127.0.0.1 and localhost. A client that takes the certificate for an authority
 * trusts the server and nothing else.
 */
export function createServerIdentity(): ServerIdentity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const title = der(0x0c, Buffer.from("Sigma simulator"));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, title)));
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, newYear(2020), newYear(2049)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(SEQUENCE, authority(), alternativeNames())),
  );
  const signature = sign("sha256", body, privateKey);
  const whole = der(SEQUENCE, body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: pem(whole),
  };
}

function authority(): Buffer {
  return extension(BASIC_CONSTRAINTS, der(SEQUENCE, der(0x01, Buffer.from([0xff]))));
}

function alternativeNames(): Buffer {
  const localhost = der(0x82, Buffer.from("localhost"));
  const address = der(0x87, Buffer.from([127, 0, 0, 1]));
  return extension(ALTERNATIVE_NAME, der(SEQUENCE, localhost, address));
}

function extension(id: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, id, der(0x04, value));
}

function newYear(year: number): Buffer {
  return der(0x17, Buffer.from(`${String(year).slice(2)}0101000000Z`));
}

function oid(first: number, second: number, ...rest: number[]): Buffer {
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap((part) => septets(part))]));
}

/** A number in groups of seven bits, each but the last one marked. */
function septets(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [...septets(value >> 7).map((group) => group | 0x80), low];
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
