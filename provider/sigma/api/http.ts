import { EnvHttpProxyAgent, request, type Dispatcher } from "undici";

/** The largest answer that is read, in bytes. */
export const ANSWER_LIMIT = 1024 * 1024;

/** The time a connection may take, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** One HTTP request, ready to be sent. */
export interface HttpRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: string;
  /** The longest wait for the answer's headers, and between parts of its body, in milliseconds. */
  timeout: number;
}

/** An answer that arrived whole, whatever its status. */
export interface HttpAnswer {
  status: number;
  /** The parsed body; undefined where it is no JSON. */
  json: unknown;
  isHtml: boolean;
  isEmpty: boolean;
  /** Sigma's id of the request, from the body or the header. */
  requestId: string | undefined;
  retryAfter: string | undefined;
  location: string | undefined;
}

/**
 * Why no whole answer arrived. `unsent`: the request cannot have reached the server. `lost`: it may have. `aborted`: the
 * caller's signal ended it, and it may have.
 */
export class TransportFailure extends Error {
  readonly kind: "unsent" | "lost" | "aborted";
  /** False where waiting cures nothing: a name that does not exist, a certificate that is not trusted. */
  readonly passing: boolean;

  constructor(kind: TransportFailure["kind"], reason: string, passing = kind !== "aborted") {
    super(reason);
    this.name = "TransportFailure";
    this.kind = kind;
    this.passing = passing;
  }
}

/** Errors before the first byte of a request was written, in the user's words. */
const UNSENT: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name was not found (DNS)",
  EAI_AGAIN: "the host name could not be looked up (DNS)",
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "the connection took too long",
};

/** Errors after which nobody knows whether the server has the request. */
const LOST: Readonly<Record<string, string>> = {
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_SOCKET: "the connection was closed before the answer was whole",
  UND_ERR_HEADERS_TIMEOUT: "the answer took too long",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer was cut off",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: `the answer is larger than ${ANSWER_LIMIT} bytes`,
};

/** The connections of a process: kept alive, bounded, and through the proxy that the environment names. */
export function createDispatcher(): Dispatcher {
  return new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT },
    maxResponseSize: ANSWER_LIMIT,
  });
}

/**
 * Sends one request, once. Redirects are not followed. Throws {@link TransportFailure} where no whole answer came; any
 * status is an answer.
 */
export async function send(
  { method, url, headers, body, timeout }: HttpRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  try {
    const answer = await request(url, {
      method,
      headers,
      body: body ?? null,
      dispatcher,
      signal,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
    return toAnswer(answer.statusCode, answer.headers, await answer.body.text());
  } catch (error) {
    throw toFailure(error, signal);
  }
}

function toAnswer(
  status: number,
  headers: Record<string, string | string[] | undefined>,
  text: string,
): HttpAnswer {
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const json = parseJson(text);
  return {
    status,
    json,
    isHtml: /html/i.test(header("content-type") ?? "") || /^\s*<(?:!doctype|html)/i.test(text),
    isEmpty: text.trim() === "",
    requestId: requestIdOf(json) ?? header("x-request-id"),
    retryAfter: header("retry-after"),
    location: header("location"),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestIdOf(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null || !("requestId" in json)) return undefined;
  return typeof json.requestId === "string" ? json.requestId : undefined;
}

/** Errors are told apart by code: under some runtimes `instanceof` fails for errors born in Node's core. */
function toFailure(error: unknown, signal: AbortSignal): TransportFailure {
  if (signal.aborted) return new TransportFailure("aborted", "the operation was ended");
  const code = codeOf(error);
  if (/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/.test(code)) {
    return new TransportFailure("unsent", `TLS failed (${code})`, false);
  }
  const unsent = UNSENT[code];
  if (unsent !== undefined)
    return new TransportFailure("unsent", `${unsent} (${code})`, code !== "ENOTFOUND");
  return new TransportFailure("lost", `${LOST[code] ?? "the connection failed"} (${code})`);
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : "unknown";
}
