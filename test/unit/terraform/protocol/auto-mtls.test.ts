import { type ChannelCredentials, credentials, status } from "@grpc/grpc-js";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { X509Certificate } from "node:crypto";
import {
  type Certificate,
  createCertificate,
} from "../../../../provider/terraform/protocol/certificate.ts";
import { createTransport } from "../../../../provider/terraform/protocol/transport.ts";
import { type RawServer, serveRaw } from "./support/raw-server.ts";

const host = createCertificate();
const stranger = createCertificate();
const MESSAGE = Buffer.from("hello");

describe("a server for one client", () => {
  let served: RawServer;

  beforeEach(async () => {
    const methods = { "/a.B/Echo": { kind: "unary", handle: echo } } as const;
    served = await serveRaw(methods, host.cert);
  });

  /** Trusts what the handshake says is the server's, as Terraform does. */
  function channel(own?: Certificate, server = served.certificate): ChannelCredentials {
    const root = Buffer.from(new X509Certificate(server ?? "").toString());
    if (own === undefined) return credentials.createSsl(root);
    return credentials.createSsl(root, Buffer.from(own.key), Buffer.from(own.cert));
  }

  it("serves it", async () => {
    await expect(served.connect(channel(host)).unary("/a.B/Echo", MESSAGE)).resolves.toEqual(
      MESSAGE,
    );
  });

  it.each<[string, () => ChannelCredentials]>([
    ["a client without a certificate", () => channel()],
    ["a stranger with a certificate of its own", () => channel(stranger)],
    ["plaintext", () => credentials.createInsecure()],
  ])("refuses %s, and goes on", async (_, refused) => {
    const client = served.connect(refused());
    await expect(client.unary("/a.B/Echo", MESSAGE)).rejects.toMatchObject({
      code: status.UNAVAILABLE,
    });
    const right = served.connect(channel(host));
    await expect(right.unary("/a.B/Echo", MESSAGE)).resolves.toEqual(MESSAGE);
  });

  it("is refused by a client that was told of another server", async () => {
    const client = served.connect(channel(host, createCertificate().der));
    await expect(client.unary("/a.B/Echo")).rejects.toMatchObject({ code: status.UNAVAILABLE });
  });
});

describe("what is no certificate", () => {
  it.each(["", "secret", host.cert.slice(0, -100)])("%#", (text) => {
    expect(() => createTransport(text)).toThrow(
      expect.objectContaining({ code: expect.any(String) }),
    );
  });
});

async function echo(request: Uint8Array): Promise<Uint8Array> {
  return request;
}
