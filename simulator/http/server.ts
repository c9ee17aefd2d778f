import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Duplex } from "node:stream";

import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

import type { SimulatorEnv } from "./env.ts";
import { SIMULATOR_HEADER } from "./simulator-header.ts";

const HOST = "127.0.0.1";

/** A listening server. */
export interface ListeningServer {
  readonly port: number;
  /** The origin, without a slash at the end. */
  readonly url: string;
  /** Breaks every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Serves an app on 127.0.0.1.
 *
 * @param port 0 for a free one
 * @param mark the value of the header `x-sigma-simulator`, asked for at each answer
 * @param identity what to serve over TLS with, as PEM; without it, plain HTTP is served
 */
export async function listen(
  app: Hono<SimulatorEnv>,
  port: number,
  mark: () => string,
  identity?: { readonly key: string; readonly certificate: string },
): Promise<ListeningServer> {
  // The users' own process keeps its global Request and Response.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const listener: RequestListener = (incoming, outgoing) => {
    outgoing.setHeader(SIMULATOR_HEADER, mark());
    void answer(incoming, outgoing);
  };
  const server: Server =
    identity === undefined
      ? createServer(listener)
      : createSecureServer({ key: identity.key, cert: identity.certificate }, listener);
  server.on("clientError", (_, socket) => refuse(socket, mark()));
  server.listen(port, HOST);
  await once(server, "listening");
  const bound = portOf(server);
  return {
    port: bound,
    url: `${identity === undefined ? "http" : "https"}://${HOST}:${bound}`,
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers what is not HTTP, as Node does by itself, but with our header. */
function refuse(socket: Duplex, mark: string): void {
  if (!socket.writable) return;
  const head = ["HTTP/1.1 400 Bad Request", `${SIMULATOR_HEADER}: ${mark}`, "connection: close"];
  socket.end(`${head.join("\r\n")}\r\n\r\n`);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
