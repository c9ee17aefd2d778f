import type {
  Http2SecureServer,
  Http2Server,
  IncomingHttpHeaders,
  OutgoingHttpHeaders,
  ServerHttp2Stream,
} from "node:http2";
import { encodeFrame } from "./frame.ts";
import { readRequest } from "./grpc-request.ts";
import { GrpcError, GrpcStatus, statusHeaders } from "./status.ts";

/** What a handler is told about its call. */
export interface Call {
  /** Aborted when the client cancels, when the connection is lost, and when the call is over. */
  signal: AbortSignal;
}

/** A call with one request and one answer. */
export interface UnaryMethod {
  kind: "unary";
  handle: (request: Uint8Array, call: Call) => Promise<Uint8Array>;
}

/** A call with one request and any number of answers. */
export interface StreamMethod {
  kind: "stream";
  handle: (request: Uint8Array, call: Call) => AsyncIterable<Uint8Array>;
}

/** A call that is accepted and never answered: it ends with the connection, or when the client cancels. */
export interface HeldMethod {
  kind: "held";
}

/** One way to serve a call. */
export type Method = UnaryMethod | StreamMethod | HeldMethod;

/** What is served, by path: `/package.Service/Name`. */
export type Methods = ReadonlyMap<string, Method>;

/** Called with what a handler has thrown that is no {@link GrpcError}. */
export type FailureListener = (path: string, thrown: unknown) => void;

const ANSWER_HEADERS = { ":status": 200, "content-type": "application/grpc" };

const INTERNAL = new GrpcError(
  GrpcStatus.INTERNAL,
  "the provider has failed at this call; please report it",
);

/** One for all calls: each ends its signal, and making such an error anew shows in a profile. */
const OVER = new DOMException("the call is over", "AbortError");

/**
 * Serves calls on an HTTP/2 server. Calls run side by side. An unknown path is answered with UNIMPLEMENTED. What a handler
 * throws becomes INTERNAL without its text, unless it is a {@link GrpcError}. Deadlines of clients are not enforced.
 */
export function serveGrpc(
  server: Http2Server | Http2SecureServer,
  methods: Methods,
  onFailure: FailureListener,
): void {
  server.on("stream", (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    // A client that went away is seen by the stream's end.
    stream.on("error", () => {});
    const refusal = httpRefusal(headers);
    if (refusal !== undefined) return refuse(stream, { ":status": refusal });
    const path = headers[":path"] ?? "";
    const method = methods.get(path);
    if (method === undefined) return fail(stream, unknownMethod(path));
    void answer(stream, method).catch((thrown: unknown) => {
      if (isOver(stream)) return;
      if (!(thrown instanceof GrpcError)) onFailure(path, thrown);
      fail(stream, thrown);
    });
  });
}

async function answer(stream: ServerHttp2Stream, method: Method): Promise<void> {
  if (method.kind === "held") {
    stream.respond(ANSWER_HEADERS);
    stream.resume();
    return;
  }
  const over = new AbortController();
  stream.on("close", () => over.abort(OVER));
  const call: Call = { signal: over.signal };
  const request = await readRequest(stream);
  if (method.kind === "unary") {
    const message = await method.handle(request, call);
    if (isOver(stream)) return;
    respond(stream);
    stream.end(encodeFrame(message));
    return;
  }
  respond(stream);
  for await (const message of method.handle(request, call)) {
    if (isOver(stream)) return;
    if (!stream.write(encodeFrame(message))) await drained(stream);
  }
  stream.end();
}

/** Starts an answer that ends well, unless {@link fail} says otherwise later. */
function respond(stream: ServerHttp2Stream): void {
  stream.respond(ANSWER_HEADERS, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(statusHeaders(GrpcStatus.OK)));
}

/** Ends a call with an error, at whatever point it is. */
function fail(stream: ServerHttp2Stream, thrown: unknown): void {
  const { status, message } = thrown instanceof GrpcError ? thrown : INTERNAL;
  const headers = statusHeaders(status, message);
  if (!stream.headersSent) return refuse(stream, { ...ANSWER_HEADERS, ...headers });
  stream.removeAllListeners("wantTrailers");
  stream.once("wantTrailers", () => stream.sendTrailers(headers));
  stream.end();
}

/** Answers with headers alone. What the client still sends is read away. */
function refuse(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): void {
  stream.respond(headers, { endStream: true });
  stream.resume();
}

/** Waits until more can be written, or nothing can any more. */
async function drained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.on("drain", done).on("close", done);
  });
}

function isOver(stream: ServerHttp2Stream): boolean {
  return stream.destroyed || stream.closed;
}

/** The HTTP status for what is no call of gRPC at all. */
function httpRefusal(headers: IncomingHttpHeaders): number | undefined {
  if (headers[":method"] !== "POST") return 405;
  return /^application\/grpc(?:\+proto)?(?:;|$)/.test(headers["content-type"] ?? "")
    ? undefined
    : 415;
}

function unknownMethod(path: string): GrpcError {
  return new GrpcError(GrpcStatus.UNIMPLEMENTED, `${path} is not served`);
}
