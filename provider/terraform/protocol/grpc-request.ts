import type { ServerHttp2Stream } from "node:http2";
import { createFrameDecoder } from "./frame.ts";
import { GrpcError, GrpcStatus } from "./status.ts";

/**
 * Reads the one message of a request.
 *
 * @throws {GrpcError} where it is malformed, or the client has gone
 */
export async function readRequest(stream: ServerHttp2Stream): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const decoder = createFrameDecoder();
    const messages: Uint8Array[] = [];
    // Not by iteration, which would destroy the stream at an error, before it is answered.
    stream.on("data", (chunk: Uint8Array) => {
      try {
        messages.push(...decoder.push(chunk));
      } catch (error) {
        stream.removeAllListeners("data");
        reject(error);
      }
    });
    stream.on("end", () => {
      try {
        decoder.end();
        resolve(only(messages));
      } catch (error) {
        reject(error);
      }
    });
    stream.on("close", () => reject(new GrpcError(GrpcStatus.CANCELLED, "the call is over")));
  });
}

function only(messages: readonly Uint8Array[]): Uint8Array {
  const [message, ...others] = messages;
  if (message !== undefined && others.length === 0) return message;
  throw new GrpcError(
    GrpcStatus.INTERNAL,
    `a request is one message, and this one has ${messages.length}`,
  );
}
