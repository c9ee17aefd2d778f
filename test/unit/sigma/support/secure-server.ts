import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createIdentity, type CertificateOptions } from "./certificate.ts";
import { closeAfterTest } from "./cleanup.ts";

/** What is special about a server. */
export interface SecureOptions extends Partial<CertificateOptions> {
  /** Whether this process is to trust it until the test ends. */
  trusted?: boolean;
  /** Whether it speaks HTTP/2. */
  http2?: boolean;
}

/** Starts an https server on a free port of 127.0.0.1, with a certificate for `localhost` that it signed itself. */
export async function startSecure(
  answer: RequestListener,
  { host = "localhost", expired = false, trusted = false, http2 = false }: SecureOptions = {},
): Promise<number> {
  const identity = createIdentity({ host, expired });
  if (trusted) trust(identity.cert);
  const server = http2
    ? (createSecureServer(identity, answer as never) as unknown as Server)
    : createServer(identity, answer);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function trust(cert: string): void {
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, cert]);
  closeAfterTest(() => setDefaultCACertificates(before));
}
