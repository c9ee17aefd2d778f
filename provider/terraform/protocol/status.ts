import type { OutgoingHttpHeaders } from "node:http2";

/** The status codes of gRPC that this server answers. */
export const GrpcStatus = {
  OK: 0,
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
} as const;

/** One of those codes. */
export type GrpcStatus = (typeof GrpcStatus)[keyof typeof GrpcStatus];

const brand = Symbol.for("sigma-external-ai.grpc-error");

/** An error whose status and text are meant for the client. */
export class GrpcError extends Error {
  readonly status: GrpcStatus;
  readonly [brand] = true;

  constructor(status: GrpcStatus, message: string) {
    super(message);
    this.name = "GrpcError";
    this.status = status;
  }

  /** Recognises errors under test runners that swap realms. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }
}

/** The headers that tell how a call ended. They come last, or alone where there is no answer. */
export function statusHeaders(status: GrpcStatus, message = ""): OutgoingHttpHeaders {
  return message === ""
    ? { "grpc-status": status }
    : { "grpc-status": status, "grpc-message": encodeMessage(message) };
}

/** A text as gRPC writes it in a header: printable ASCII stays, `%` and every other byte of UTF-8 are percent-encoded. */
export function encodeMessage(message: string): string {
  return message.replace(/[^\x20-\x24\x26-\x7e]+/g, (part) =>
    Array.from(Buffer.from(part, "utf8"), escapeByte).join(""),
  );
}

function escapeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}
