import { describe, expect, it } from "@jest/globals";
import {
  handshakeLine,
  readInvitation,
} from "../../../../provider/terraform/protocol/handshake.ts";
import { COOKIE } from "./support/plugin-process.ts";

const host = { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "5,6" };

describe("readInvitation", () => {
  it.each<[string, Record<string, string>, object]>([
    ["Terraform", { ...host, PLUGIN_CLIENT_CERT: "PEM" }, { clientCertificate: "PEM" }],
    ["in another order", { ...host, PLUGIN_PROTOCOL_VERSIONS: "6,5" }, { kind: "plugin" }],
    ["of version 6 alone", { ...host, PLUGIN_PROTOCOL_VERSIONS: "6" }, { kind: "plugin" }],
    ["in plaintext", host, { kind: "plugin", clientCertificate: undefined }],
    ["an empty certificate", { ...host, PLUGIN_CLIENT_CERT: "" }, { clientCertificate: undefined }],
    ["a shell", {}, { kind: "stranger", text: expect.stringContaining("by hand") }],
    ["another program", { ...host, TF_PLUGIN_MAGIC_COOKIE: "x" }, { kind: "stranger" }],
    [
      "of older versions",
      { ...host, PLUGIN_PROTOCOL_VERSIONS: "4,5" },
      { kind: "unsupported", text: expect.stringContaining("was offered 4,5") },
    ],
    ["of version 16", { ...host, PLUGIN_PROTOCOL_VERSIONS: "16" }, { kind: "unsupported" }],
    ["of no version", { TF_PLUGIN_MAGIC_COOKIE: COOKIE }, { kind: "unsupported" }],
  ])("%s", (_, env, expected) => {
    expect(readInvitation(env)).toMatchObject(expected);
  });
});

describe("handshakeLine", () => {
  const unix = { network: "unix", address: "/tmp/s" } as const;
  const tcp = { network: "tcp", address: "127.0.0.1:10000" } as const;

  it.each([
    ["plaintext", unix, undefined, {}, "1|6|unix|/tmp/s|grpc|"],
    ["TCP", tcp, undefined, {}, "1|6|tcp|127.0.0.1:10000|grpc|"],
    ["a certificate without padding", unix, [255, 254], {}, "1|6|unix|/tmp/s|grpc|//4"],
    ["a certificate that needs none", unix, [1, 2, 3], {}, "1|6|unix|/tmp/s|grpc|AQID"],
    [
      "a host that can multiplex",
      unix,
      undefined,
      { PLUGIN_MULTIPLEX_GRPC: "true" },
      "1|6|unix|/tmp/s|grpc||false",
    ],
  ])("%s", (_, address, certificate, env, expected) => {
    const bytes = certificate === undefined ? undefined : Uint8Array.from(certificate);
    expect(handshakeLine(address, bytes, env)).toBe(expected);
  });
});
