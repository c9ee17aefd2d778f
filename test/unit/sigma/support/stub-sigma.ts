import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { closeAfterTest } from "./cleanup.ts";

/** Where Sigma's AI settings are. */
export const AI_CONFIGS = "/v2/organizations/settings/aiConfigs";

/** One request as it arrived. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}

/** An answer of the stub. A body that is no text is sent as JSON. `hang`: none is sent at all. */
export interface Canned {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  hang?: boolean;
  reset?: boolean;
}

/** One answer, or what makes it of the request. */
export type Reply = Canned | ((received: Received, response: ServerResponse) => Canned | undefined);

/** Answers by method and path: one for all requests, or a list whose last one stays. */
export type Script = Record<string, Reply | readonly Reply[]>;

/** A server that says what a test wants it to. */
export interface Stub {
  url: string;
  requests: Received[];
  /** The requests in short: "GET /v2/whoami". */
  calls: () => string[];
  /** Breaks every connection and stops listening: from then on connections are refused. */
  close: () => Promise<void>;
}

const USUAL: Script = {
  "POST /v2/auth/token": ({ body }) => ({
    body: { access_token: `stub-token-${body.length}`, expires_in: 3600 },
  }),
  "GET /v2/whoami": { body: { userId: "user-ada", organizationId: "org-acme" } },
};

/** Starts a stub of Sigma. Tokens and whoami are answered unless the script says otherwise; the rest is a 404. */
export async function startStub(script: Script = {}): Promise<Stub> {
  const answers = { ...USUAL, ...script };
  const requests: Received[] = [];
  const served = new Map<string, number>();

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const received = await receive(incoming);
    requests.push(received);
    const name = inShort(received);
    const count = served.get(name) ?? 0;
    served.set(name, count + 1);
    const entry = answers[name] ?? { status: 404, body: { message: "Not found" } };
    const reply = isList(entry) ? (entry[Math.min(count, entry.length - 1)] ?? {}) : entry;
    const canned = typeof reply === "function" ? reply(received, outgoing) : reply;
    if (canned !== undefined) write(canned, outgoing);
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  return { ...(await listen(server)), requests, calls: () => requests.map(inShort) };
}

/** Lets a server listen on a free port of 127.0.0.1 until the test ends. */
export async function listen(
  server: Server,
): Promise<Pick<Stub, "url" | "close"> & { port: number }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  closeAfterTest(close);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close };
}

function isList(entry: Reply | readonly Reply[]): entry is readonly Reply[] {
  return Array.isArray(entry);
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://stub");
  return {
    method: incoming.method ?? "",
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: await text(incoming),
  };
}

function write(
  { status = 200, headers = {}, body, hang, reset }: Canned,
  to: ServerResponse,
): void {
  if (hang === true) return;
  if (reset === true) {
    to.socket?.resetAndDestroy();
    return;
  }
  const content = typeof body === "string" ? body : JSON.stringify(body);
  to.writeHead(status, { "content-type": "application/json", ...headers });
  to.end(content);
}

function inShort({ method, path }: Received): string {
  return `${method} ${path}`;
}
