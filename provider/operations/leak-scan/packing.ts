import { createGunzip, createInflateRaw, createZstdDecompress } from "node:zlib";
import type { Transform } from "node:stream";

/** How a file is packed, as its first bytes say. */
export type Packing =
  /** One packed stream. */
  | { kind: "stream"; unpacker: () => Transform }
  /** Files in a zip file, as a plan file of Terraform's is. */
  | { kind: "zip" }
  /** A way that is not unpacked here. */
  | { kind: "unknown"; why: string };

/** As many bytes are enough to tell. */
export const HEAD = 10;

/** What deflated members of a zip file go through. */
export const inflater = (): Transform => createInflateRaw();

/** Tells how a file is packed that begins with these bytes; nothing where it is not packed. */
export function packingOf(head: Buffer): Packing | undefined {
  return PACKINGS.find(({ begins }) => begins.equals(head.subarray(0, begins.length)))?.packing;
}

const gzip: Packing = { kind: "stream", unpacker: () => createGunzip() };
const zstandard: Packing = { kind: "stream", unpacker: () => createZstdDecompress() };
const zip: Packing = { kind: "zip" };

const PACKINGS = [
  row("1f8b08", gzip),
  row("28b52ffd", zstandard),
  row("504b0304", zip),
  // An empty one.
  row("504b0506", zip),
  row("fd377a585a00", unknown("xz")),
  row("425a6839314159265359", unknown("bzip2")),
  row("377abcaf271c", unknown("7-Zip")),
  row("526172211a07", unknown("RAR")),
];

function row(begins: string, packing: Packing): { begins: Buffer; packing: Packing } {
  return { begins: Buffer.from(begins, "hex"), packing };
}

function unknown(name: string): Packing {
  return { kind: "unknown", why: `it is packed by ${name}, which is not unpacked here` };
}
