import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and a certificate that it signed itself, as PEM. */
export interface Identity {
  key: string;
  cert: string;
}

/** A self-signed certificate. */
export interface CertificateOptions {
  /** The one name it is good for. */
  host: string;
  /** Whether it has ended already. */
  expired?: boolean;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const ECDSA_WITH_SHA256 = der(SEQUENCE, oid(1, 2, 840, 10045, 4, 3, 2));
const COMMON_NAME = oid(2, 5, 4, 3);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);
const ALTERNATIVE_NAME = oid(2, 5, 29, 17);

/** Makes a key and a certificate of its own, which is its own authority as well. Needs no program but Node. */
export function createIdentity({ host, expired = false }: CertificateOptions): Identity {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from(host)))));
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, time(2020), time(expired ? 2021 : 2049)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(SEQUENCE, extension(BASIC_CONSTRAINTS, authority()), alternative(host))),
  );
  const signature = sign("sha256", body, privateKey);
  const cert = der(SEQUENCE, body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}

function authority(): Buffer {
  return der(SEQUENCE, der(0x01, Buffer.from([0xff])));
}

function alternative(host: string): Buffer {
  return extension(ALTERNATIVE_NAME, der(SEQUENCE, der(0x82, Buffer.from(host))));
}

function extension(id: Buffer, value: Buffer): Buffer {
  return der(SEQUENCE, id, der(0x04, value));
}

function time(year: number): Buffer {
  return der(0x17, Buffer.from(`${String(year).slice(2)}0101000000Z`));
}

function oid(first: number, second: number, ...rest: number[]): Buffer {
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(septets)]));
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
