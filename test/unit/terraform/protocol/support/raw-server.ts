import { credentials, type ChannelCredentials } from "@grpc/grpc-js";
import type { Http2SecureServer, Http2Server, ServerHttp2Session } from "node:http2";
import { serveGrpc, type Method } from "../../../../../provider/terraform/protocol/grpc-server.ts";
import { listen, type Address } from "../../../../../provider/terraform/protocol/listen.ts";
import { createTransport } from "../../../../../provider/terraform/protocol/transport.ts";
import { closeAfterTest } from "./cleanup.ts";
import { connect, type RawClient } from "./client.ts";

/** A server of some calls, and what it was told of handlers that failed. */
export interface RawServer extends Address {
  server: Http2Server | Http2SecureServer;
  certificate: Uint8Array | undefined;
  failures: unknown[];
  /** Connects a client that ends with the test. */
  connect: (channel?: ChannelCredentials) => RawClient;
}

/** Serves calls until the test ends; in plaintext, or for the one client with this certificate. */
export async function serveRaw(
  methods: Readonly<Record<string, Method>>,
  clientCertificate?: string,
): Promise<RawServer> {
  const { server, certificate } = createTransport(clientCertificate);
  const failures: unknown[] = [];
  const sessions = new Set<ServerHttp2Session>();
  serveGrpc(server, new Map(Object.entries(methods)), (path, thrown) =>
    failures.push({ path, thrown }),
  );
  server.on("session", (session) => sessions.add(session));
  const { network, address, remove } = await listen(server, {});
  closeAfterTest(async () => {
    for (const session of sessions) session.destroy();
    await new Promise((resolve) => server.close(resolve));
    remove();
  });
  return {
    network,
    address,
    server,
    certificate,
    failures,
    connect: (channel = credentials.createInsecure()) => {
      const client = connect({ network, address }, channel);
      closeAfterTest(client.close);
      return client;
    },
  };
}
