import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { contextTag, der, oid, sequence, Tag, time } from "./der.ts";

/** A private key and a certificate that it signed itself. */
export interface Certificate {
  /** The private key, as PEM. */
  key: string;
  /** The certificate, as PEM. */
  cert: string;
  /** The certificate, as DER. */
  der: Uint8Array;
}

const DAY = 24 * 60 * 60 * 1000;

/** Clocks differ. */
const VALID_BEFORE_NOW = DAY;
const VALID_AFTER_NOW = 10 * 365 * DAY;

const HOST = "localhost";

const ECDSA_WITH_SHA256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
const COMMON_NAME = oid(2, 5, 4, 3);
const SUBJECT_ALTERNATIVE_NAME = oid(2, 5, 29, 17);
const KEY_USAGE = oid(2, 5, 29, 15);
const BASIC_CONSTRAINTS = oid(2, 5, 29, 19);
const EXTENDED_KEY_USAGE = oid(2, 5, 29, 37);
const SERVER_AUTH = oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
const CLIENT_AUTH = oid(1, 3, 6, 1, 5, 5, 7, 3, 2);

/**
 * Makes a key on P-256 and its certificate for `localhost`, which is its own authority, as go-plugin wants it. Good from a
 * day ago for ten years. Takes a few milliseconds.
 */
export function createCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(
    der(Tag.SET, sequence(COMMON_NAME, der(Tag.UTF8_STRING, Buffer.from(HOST)))),
  );
  const now = Date.now();
  const body = sequence(
    der(contextTag(0, true), der(Tag.INTEGER, Uint8Array.of(2))),
    der(Tag.INTEGER, serialNumber()),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(new Date(now - VALID_BEFORE_NOW)), time(new Date(now + VALID_AFTER_NOW))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(contextTag(3, true), extensions()),
  );
  const signature = bits(0, sign("sha256", body, privateKey));
  const certificate = sequence(body, ECDSA_WITH_SHA256, signature);
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: pem(certificate),
    der: certificate,
  };
}

function extensions(): Buffer {
  // Its bits 0, 2, 4 and 5, from the left: signatures, encryption and agreement of keys, signing certificates.
  const usage = bits(2, Uint8Array.of(0b1010_1100));
  const authority = sequence(der(Tag.BOOLEAN, Uint8Array.of(0xff)));
  return sequence(
    extension(KEY_USAGE, usage, true),
    extension(BASIC_CONSTRAINTS, authority, true),
    extension(EXTENDED_KEY_USAGE, sequence(SERVER_AUTH, CLIENT_AUTH)),
    extension(SUBJECT_ALTERNATIVE_NAME, sequence(der(contextTag(2, false), Buffer.from(HOST)))),
  );
}

function extension(id: Buffer, value: Buffer, critical = false): Buffer {
  const mark = critical ? [der(Tag.BOOLEAN, Uint8Array.of(0xff))] : [];
  return sequence(id, ...mark, der(Tag.OCTET_STRING, value));
}

/** A string of bits, of which the last ones may be unused. */
function bits(unused: number, bytes: Uint8Array): Buffer {
  return der(Tag.BIT_STRING, Uint8Array.of(unused), bytes);
}

/** 127 random bits. The first byte is neither 0 nor negative, so that the number needs no padding. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
