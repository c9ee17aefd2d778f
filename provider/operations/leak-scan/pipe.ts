import { constants, open, read } from "node:fs";
import { Socket } from "node:net";
import { promisify } from "node:util";
import { errorCode } from "../../install/fault.ts";
import { Unreadable } from "./unreadable.ts";

/** The most that is read of a pipe, which may have no end, in bytes. */
export const LONGEST_PIPE = 4 * 1024 ** 3;

const PIECE = 64 * 1024;

/**
 * What comes out of a named pipe, until its last writer has closed it.
 *
 * @yields {Buffer} Piece by piece.
 * @throws Unreadable where nothing comes, or more than `longest`, by default {@link LONGEST_PIPE}
 */
export async function* pipeBytes(path: string, longest = LONGEST_PIPE): AsyncGenerator<Buffer> {
  // Without waiting: else opening it would not return before somebody writes to it.
  const fd = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  // Without a writer there is no event to wait for. It may have failed, or comes later.
  const first = await firstPiece(fd);
  // It begins to read at once, and closes what it reads.
  const socket = new Socket({ fd, readable: true, writable: false });
  try {
    if (first?.length === 0) throw new Unreadable("it is a pipe that nothing came out of");
    if (first !== undefined) yield first;
    let size = first?.length ?? 0;
    for await (const piece of socket) {
      if (!Buffer.isBuffer(piece)) continue;
      size += piece.length;
      if (size > longest) throw new Unreadable("it is a pipe that gives more than 4 GB");
      yield piece;
    }
    if (size === 0) throw new Unreadable("it is a pipe that nothing came out of");
  } finally {
    socket.destroy();
  }
}

/** What is there already; nothing where it is still to come. */
async function firstPiece(fd: number): Promise<Buffer | undefined> {
  try {
    const { buffer, bytesRead } = await promisify(read)(fd, Buffer.alloc(PIECE), 0, PIECE, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (errorCode(error) === "EAGAIN") return undefined;
    throw error;
  }
}
