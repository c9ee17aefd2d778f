import { X509Certificate } from "node:crypto";
import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
} from "node:http2";
import { createCertificate } from "./certificate.ts";

/** A server that does not listen yet. */
export interface Transport {
  server: Http2Server | Http2SecureServer;
  /** Its certificate in DER, for the handshake; undefined in plaintext. */
  certificate: Uint8Array | undefined;
}

/**
 * Megabytes of messages under way. Beyond it calls are refused; in executables compiled by Bun the default of 10 then breaks
 * the connection.
 */
const MAX_SESSION_MEMORY = 1024;

/**
 * Makes a server that trusts one client, by its certificate in PEM, and shows a certificate of its own that was made for this
 * process. Without a client's certificate it speaks plaintext.
 *
 * @throws Node's error where the text is no certificate
 */
export function createTransport(clientCertificate: string | undefined): Transport {
  if (clientCertificate === undefined) {
    return {
      server: createServer({ maxSessionMemory: MAX_SESSION_MEMORY }),
      certificate: undefined,
    };
  }
  // Read first: a text that is none would be passed over in silence, and with it who is trusted.
  const ca = new X509Certificate(clientCertificate).toString();
  const { key, cert, der } = createCertificate();
  const server = createSecureServer({
    maxSessionMemory: MAX_SESSION_MEMORY,
    key,
    cert,
    ca,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
  });
  return { server, certificate: der };
}
