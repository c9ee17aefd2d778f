import { credentials, status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { createConnection } from "node:net";
import { createCertificate } from "../../../../provider/terraform/protocol/certificate.ts";
import { closeAfterTest } from "./support/cleanup.ts";
import { connect, type RawClient } from "./support/client.ts";
import { COOKIE, HOST_ENV, startPlugin } from "./support/plugin-process.ts";

const CONFIGURE = "/tfplugin6.Provider/ConfigureProvider";
const VALIDATE = "/tfplugin6.Provider/ValidateProviderConfig";
const BREAK = "/tfplugin6.Provider/StopProvider";
const SHUTDOWN = "/plugin.GRPCController/Shutdown";

const own = createCertificate();

/** A plugin with AutoMTLS, and the client it trusts. */
async function startSecured(): Promise<{
  plugin: ReturnType<typeof startPlugin>;
  connectOnce: () => RawClient;
}> {
  const plugin = startPlugin("plugin.ts", { ...HOST_ENV, PLUGIN_CLIENT_CERT: own.cert });
  const { certificate, ...address } = await plugin.handshake();
  const root = Buffer.from(new X509Certificate(certificate).toString());
  const channel = credentials.createSsl(root, Buffer.from(own.key), Buffer.from(own.cert));
  const connectOnce = (): RawClient => {
    const client = connect(address, channel);
    closeAfterTest(client.close);
    return client;
  };
  return { plugin, connectOnce };
}

describe("a plugin ends, and leaves nothing behind", () => {
  it("when it is asked to", async () => {
    const { plugin, connectOnce } = await startSecured();
    const { unary } = connectOnce();
    await unary(CONFIGURE);
    expect(plugin.leftovers()).toHaveLength(1);
    await expect(unary(SHUTDOWN)).resolves.toHaveLength(0);
    await expect(plugin.ended).resolves.toMatchObject({ code: 0, stderr: [] });
    expect(plugin.leftovers()).toEqual([]);
  });

  it("with the last connection, and not before", async () => {
    const { plugin, connectOnce } = await startSecured();
    const [first, second] = [connectOnce(), connectOnce()];
    await Promise.all([first.unary(CONFIGURE), second.unary(CONFIGURE)]);
    first.close();
    await second.unary(CONFIGURE);
    second.close();
    await expect(plugin.ended).resolves.toMatchObject({ code: 0, stderr: [] });
    expect(plugin.leftovers()).toEqual([]);
  });

  it("when its host is killed in the middle of a call", async () => {
    const plugin = startPlugin("plugin.ts");
    const { address } = await plugin.handshake();
    const session = connectHttp2("http://localhost", {
      createConnection: () => createConnection(address),
    });
    const stream = session.request({
      ":method": "POST",
      ":path": "/tfplugin6.Provider/ReadResource",
      "content-type": "application/grpc",
    });
    stream.on("error", () => {});
    stream.end(Buffer.alloc(5));
    await once(session, "remoteSettings");
    session.destroy();
    await expect(plugin.ended).resolves.toMatchObject({ code: 0, stderr: [] });
    expect(plugin.leftovers()).toEqual([]);
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("at %s", async (signal) => {
    const plugin = startPlugin("plugin.ts");
    await plugin.handshake();
    process.kill(plugin.pid, signal);
    await expect(plugin.ended).resolves.toMatchObject({ code: 0, stderr: [] });
    expect(plugin.leftovers()).toEqual([]);
  });

  it("where no client ever connects", async () => {
    const plugin = startPlugin("plugin.ts", { ...HOST_ENV, FIXTURE_CONNECT_SECONDS: "0.1" });
    await expect(plugin.ended).resolves.toMatchObject({ code: 1 });
    expect(plugin.leftovers()).toEqual([]);
  });

  it("at a defect, which Terraform can show", async () => {
    const { plugin, connectOnce } = await startSecured();
    await expect(connectOnce().unary(BREAK)).rejects.toMatchObject({ code: status.UNAVAILABLE });
    const { code, stderr } = await plugin.ended;
    expect(code).toBe(2);
    expect(stderr[0]).toBe("panic: RangeError");
    expect(stderr[1]).toMatch(/^ {4}at .*breakDown \(plugin\.ts:\d+:\d+\)$/);
    expect(stderr.join("\n")).toContain("report it");
    expect(stderr.join("\n")).not.toContain("sk-secret");
    expect(plugin.leftovers()).toEqual([]);
  });
});

describe("a plugin goes on", () => {
  it("at SIGINT, which a terminal sends to it too", async () => {
    const { plugin, connectOnce } = await startSecured();
    const { unary } = connectOnce();
    await unary(CONFIGURE);
    process.kill(plugin.pid, "SIGINT");
    await unary(CONFIGURE);
    await unary(SHUTDOWN);
    await expect(plugin.ended).resolves.toMatchObject({ code: 0 });
  });

  it("at a call that fails, which is in the log without its message", async () => {
    const { plugin, connectOnce } = await startSecured();
    const { unary } = connectOnce();
    await expect(unary(VALIDATE)).rejects.toMatchObject({ code: status.INTERNAL });
    await unary(SHUTDOWN);
    const { stderr } = await plugin.ended;
    expect(stderr).toHaveLength(1);
    expect(JSON.parse(stderr[0] ?? "")).toMatchObject({
      "@level": "error",
      "@message": `${VALIDATE} failed`,
      defect: expect.stringMatching(/^TypeError\n {4}at .*\(plugin\.ts:\d+:\d+\)/),
    });
    expect(stderr[0]).not.toContain("sk-secret");
  });
});

describe("a plugin that cannot serve says why", () => {
  it("where it was started by hand, and how to install it", async () => {
    const plugin = startPlugin("plugin.ts", {});
    const { code, stdout, stderr } = await plugin.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr.join("\n")).toContain("npx sigma-external-ai terraform install");
  });

  it.each([
    [
      "where the host is too old",
      { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "4,5" },
      "version 6",
    ],
    ["where the host's certificate is none", { ...HOST_ENV, PLUGIN_CLIENT_CERT: "x" }, "ERR_OSSL"],
  ])("%s, in the line that the host quotes", async (_, env, text) => {
    const plugin = startPlugin("plugin.ts", env);
    const { code, stdout } = await plugin.ended;
    expect(code).toBe(1);
    expect(stdout).toEqual([expect.stringContaining(text)]);
    expect(plugin.leftovers()).toEqual([]);
  });
});
