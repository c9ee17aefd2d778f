import { GrpcError, GrpcStatus } from "./status.ts";

/** Takes messages out of the chunks in which they arrive. */
export interface FrameDecoder {
  /**
   * Takes the next chunk, and answers the messages that it completes. They share its memory.
   *
   * @throws {GrpcError} where a message is compressed or too large
   */
  push: (chunk: Uint8Array) => Uint8Array[];
  /**
   * Ends the input.
   *
   * @throws {GrpcError} where a message is cut off
   */
  end: () => void;
}

/** The largest message that is read, in bytes: the same as Terraform's own limit. */
export const MESSAGE_LIMIT = 256 * 1024 * 1024;

/** One byte that tells whether the message is compressed, and four for its length. */
const PREFIX = 5;

/** A message with its length in front, as gRPC sends it. Never compressed. */
export function encodeFrame(message: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(PREFIX + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, PREFIX);
  return frame;
}

/** Makes a decoder for one stream. `limit` is the largest message in bytes; default: {@link MESSAGE_LIMIT}. */
export function createFrameDecoder(limit = MESSAGE_LIMIT): FrameDecoder {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let needed = PREFIX;

  return {
    push(chunk) {
      chunks.push(chunk);
      length += chunk.length;
      // Joined only once there is enough, so that a large message is not copied with each of its chunks.
      if (length < needed) return [];
      let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks, length);
      const messages: Uint8Array[] = [];
      needed = frameLength(rest, limit);
      while (rest.length >= needed) {
        messages.push(rest.subarray(PREFIX, needed));
        rest = rest.subarray(needed);
        needed = frameLength(rest, limit);
      }
      chunks = [rest];
      length = rest.length;
      return messages;
    },
    end() {
      if (length > 0) throw new GrpcError(GrpcStatus.INTERNAL, "the message is cut off");
    },
  };
}

/** How long the frame is that starts here, as far as can be told. */
function frameLength(bytes: Uint8Array, limit: number): number {
  if (bytes.length < PREFIX) return PREFIX;
  const prefix = new DataView(bytes.buffer, bytes.byteOffset, PREFIX);
  if (prefix.getUint8(0) !== 0) {
    throw new GrpcError(GrpcStatus.UNIMPLEMENTED, "compressed messages are not supported");
  }
  const size = prefix.getUint32(1);
  if (size > limit) {
    throw new GrpcError(
      GrpcStatus.RESOURCE_EXHAUSTED,
      `the message has ${size} bytes, more than the ${limit} that are read`,
    );
  }
  return PREFIX + size;
}
