import type { FileHandle } from "node:fs/promises";
import { Unreadable } from "./unreadable.ts";

/** Bytes of which any part can be read: a file, or what was unpacked into memory. */
export interface Source {
  size: number;
  /** Throws {@link Unreadable} where there are not as many bytes. */
  read: (start: number, length: number) => Promise<Buffer>;
  /** The bytes from `start` to before `end`, in pieces. */
  pieces: (start: number, end: number) => AsyncIterable<Buffer>;
}

/** How much is read in one go, in bytes. */
const PIECE = 256 * 1024;

/** An open file. It is not closed. */
export function fileSource(file: FileHandle, size: number): Source {
  return {
    size,
    read: async (start, length) => {
      const parts: Buffer[] = [];
      for await (const part of piecesOf(file, start, start + length)) parts.push(part);
      return exactly(Buffer.concat(parts), length);
    },
    pieces: (start, end) => piecesOf(file, start, end),
  };
}

/** Bytes in memory. */
export function bufferSource(bytes: Buffer): Source {
  return {
    size: bytes.length,
    read: async (start, length) => exactly(bytes.subarray(start, start + length), length),
    pieces: async function* (start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

/** All that a file has, also where it grows, or says that it is empty and is not. */
export function wholeFile(file: FileHandle): AsyncIterable<Buffer> {
  return piecesOf(file, 0, Infinity);
}

async function* piecesOf(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const length = Math.min(PIECE, end - at);
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

function exactly(bytes: Buffer, length: number): Buffer {
  if (bytes.length === length) return bytes;
  throw new Unreadable("it ends early");
}
