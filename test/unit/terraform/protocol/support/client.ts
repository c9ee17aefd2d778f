import {
  Client,
  credentials,
  type ChannelCredentials,
  type ClientOptions,
  type ClientDuplexStream,
  type ClientReadableStream,
  type ServiceError,
} from "@grpc/grpc-js";
import type { Address } from "../../../../../provider/terraform/protocol/listen.ts";

/** A client of the maintained implementation. It sends and gets messages as bytes. */
export interface RawClient {
  unary: (path: string, request?: Uint8Array, signal?: AbortSignal) => Promise<Buffer>;
  /** Starts a call with a stream of answers. */
  open: (path: string, request?: Uint8Array) => ClientReadableStream<Buffer>;
  /** Starts a call with streams both ways. */
  openBoth: (path: string) => ClientDuplexStream<Uint8Array, Buffer>;
  /** All answers of a stream, or the error that ended it. */
  stream: (path: string, request?: Uint8Array) => Promise<Buffer[]>;
  close: () => void;
}

const OPTIONS: ClientOptions = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  "grpc.ssl_target_name_override": "localhost",
  // Else clients of one address share a connection.
  "grpc.use_local_subchannel_pool": 1,
  "grpc.enable_retries": 0,
};

const NOTHING: Uint8Array = new Uint8Array();

/** Connects a client, in plaintext by default. */
export function connect(
  { network, address }: Address,
  channel: ChannelCredentials = credentials.createInsecure(),
): RawClient {
  const client = new Client(network === "unix" ? `unix:${address}` : address, channel, OPTIONS);
  const open = (path: string, request = NOTHING): ClientReadableStream<Buffer> =>
    client.makeServerStreamRequest(path, encode, decode, request);
  return {
    unary: async (path, request = NOTHING, signal) =>
      new Promise((resolve, reject) => {
        const done = (error: ServiceError | null, answer?: Buffer): void =>
          answer === undefined ? reject(error ?? new Error("no answer")) : resolve(answer);
        const call = client.makeUnaryRequest(path, encode, decode, request, done);
        signal?.addEventListener("abort", () => call.cancel());
      }),
    open,
    openBoth: (path) => client.makeBidiStreamRequest(path, encode, decode),
    stream: async (path, request) => {
      const answers: Buffer[] = [];
      for await (const answer of open(path, request)) answers.push(Buffer.from(answer));
      return answers;
    },
    close: () => client.close(),
  };
}

function encode(message: Uint8Array): Buffer {
  return Buffer.from(message);
}

function decode(message: Buffer): Buffer {
  return message;
}
