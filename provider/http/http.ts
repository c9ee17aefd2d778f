import { EnvHttpProxyAgent, request, type Dispatcher } from "undici";
import { whyEnded } from "../integration/ended.ts";
import { IntegrationError } from "../integration/errors.ts";
import { isRecord } from "../integration/unknown.ts";
import { ProxyFailure, proxyClient, proxyVariables } from "./proxy.ts";

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
  /** Any header, by its name in lower case. */
  header: (name: string) => string | undefined;
}

/**
 * Why no whole answer arrived. `unsent`: the request cannot have reached the server. `lost`: it may have. `aborted`: the
 * caller's signal ended it, on its way or, `withdrawn`, before anything of it can have been processed.
 */
export class TransportFailure extends Error {
  readonly kind: "unsent" | "lost" | "aborted" | "withdrawn";
  /** False where waiting cures nothing: a name that does not exist, a certificate that is not trusted. */
  readonly passing: boolean;
  /** Whether the server's name does not exist. A proxy looks names up itself, and then nobody can tell. */
  readonly isUnknownHost: boolean;

  constructor(
    kind: TransportFailure["kind"],
    reason: string,
    passing = kind === "unsent" || kind === "lost",
    isUnknownHost = false,
  ) {
    super(reason);
    this.name = "TransportFailure";
    this.kind = kind;
    this.passing = passing;
    this.isUnknownHost = isUnknownHost;
  }

  /** Whether the server may have the request, and have done what it asks for. */
  get mayHaveArrived(): boolean {
    return this.kind === "lost" || this.kind === "aborted";
  }

  /** Whether the caller's signal was the reason, and not the network. */
  get isEnded(): boolean {
    return this.kind === "aborted" || this.kind === "withdrawn";
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
  UND_ERR_PRX_CONN: "the connection to the proxy failed",
  UND_ERR_PRX_TLS: "TLS with the proxy failed",
  // With a signal that was not aborted, undici says so only of a proxy that does not answer CONNECT with 200.
  UND_ERR_ABORTED: "the proxy refused to connect",
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

/** Errors that stay however often a request is sent. */
const LASTING: ReadonlySet<string> = new Set(["ENOTFOUND", "UND_ERR_RES_EXCEEDED_MAX_SIZE"]);

/** What never goes through a proxy. Plain http is allowed there since nothing of it leaves this machine. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The connections of a process: kept alive, bounded, and through the proxy that the environment names. Throws
 * INVALID_CONNECTION where that is no proxy's URL.
 *
 * @param answerLimit the largest answer that is read, in bytes
 */
export function createDispatcher(answerLimit: number = ANSWER_LIMIT): Dispatcher {
  const { env } = process;
  try {
    return new EnvHttpProxyAgent({
      connect: { timeout: CONNECT_TIMEOUT },
      clientFactory: proxyClient(CONNECT_TIMEOUT),
      maxResponseSize: answerLimit,
      noProxy: [env["no_proxy"] ?? env["NO_PROXY"] ?? "", ...LOOPBACK].join(","),
    });
  } catch {
    throw new IntegrationError("INVALID_CONNECTION", {
      path: proxyVariables().join(", "),
      problem: "the value is not the URL of a proxy",
      expected: "a URL such as http://proxy.example:8080",
    });
  }
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
  if (signal.aborted) throw new TransportFailure("withdrawn", `${whyEnded(signal)} before`);
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
  const isEmpty = text.trim() === "";
  // Some servers call an empty body HTML too.
  const isCalledHtml = !isEmpty && /html/i.test(header("content-type") ?? "");
  return {
    status,
    json,
    isHtml: isCalledHtml || /^\s*<(?:!doctype|html)/i.test(text),
    isEmpty,
    requestId: requestIdOf(json, header("x-request-id")),
    retryAfter: header("retry-after"),
    location: header("location"),
    header,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only what looks like an id: it is shown as it is. */
function requestIdOf(json: unknown, header: string | undefined): string | undefined {
  const ids = [isRecord(json) ? json["requestId"] : undefined, header];
  return ids.find((id): id is string => typeof id === "string" && /^[\w.:/=+-]{1,100}$/.test(id));
}

/** Errors are told apart by code: under some runtimes `instanceof` fails for errors born in Node's core. */
function toFailure(error: unknown, signal: AbortSignal): TransportFailure {
  if (signal.aborted) return new TransportFailure("aborted", whyEnded(signal));
  const code = codeOf(error);
  const isProxy = error instanceof ProxyFailure;
  const place = isProxy ? `the proxy that ${error.variable} names: ` : "";
  if (/^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/.test(code)) {
    return new TransportFailure("unsent", `${place}TLS failed (${code})`, false);
  }
  const passing = !LASTING.has(code);
  const unsent = UNSENT[code] ?? (isProxy ? LOST[code] : undefined);
  if (unsent !== undefined) {
    const isUnknownHost = code === "ENOTFOUND" && !isProxy;
    return new TransportFailure("unsent", `${place}${unsent} (${code})`, passing, isUnknownHost);
  }
  return new TransportFailure(
    "lost",
    `${LOST[code] ?? "the connection failed"} (${code})`,
    passing,
  );
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : "unknown";
}
