import { describe, expect, it } from "@jest/globals";
import { createDispatcher, send } from "../../../provider/http/http.ts";
import {
  createTransport,
  failureOf,
  keyed,
  openPort,
  openSession,
  patient,
} from "./support/client.ts";
import { setProxyVariables, startProxy } from "./support/proxy.ts";
import { startSecure } from "./support/secure-server.ts";
import { startStub } from "./support/stub-sigma.ts";

/** A Sigma behind TLS whose certificate is for a name that leads nowhere but through a proxy. */
async function startHidden(): Promise<number> {
  return startSecure(
    (incoming, outgoing) => {
      const bodies: Record<string, object> = {
        "/v2/auth/token": { access_token: "t", expires_in: 60 },
        "/large": { text: "x".repeat(1024 * 1024) },
      };
      outgoing.setHeader("content-type", "application/json");
      outgoing.end(JSON.stringify(bodies[incoming.url ?? ""] ?? { provider: null }));
    },
    { host: "sigma.invalid", trusted: true },
  );
}

const readHidden = () => openPort(openSession({ url: "https://sigma.invalid" })).port.read(patient);

describe("a proxy for https", () => {
  it.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"])("is named by %s", async (variable) => {
    const proxy = await startProxy({ port: await startHidden() });
    setProxyVariables({ [variable]: proxy.url });
    await expect(readHidden()).resolves.toEqual({ kind: "absent" });
    expect(new Set(proxy.asked)).toEqual(new Set(["CONNECT sigma.invalid:443"]));
  });

  it("is given its own credentials, and Sigma is not", async () => {
    const proxy = await startProxy({ port: await startHidden() });
    setProxyVariables({ HTTPS_PROXY: proxy.url.replace("http://", "http://user:pass%21@") });
    await readHidden();
    expect(proxy.authorizations[0]).toBe(`Basic ${Buffer.from("user:pass!").toString("base64")}`);
  });

  it("is passed by for the hosts that NO_PROXY names", async () => {
    const proxy = await startProxy({ status: 502 });
    setProxyVariables({ HTTPS_PROXY: proxy.url, NO_PROXY: "other.example,.invalid" });
    expect((await failureOf(readHidden())).message).toContain("DNS");
    expect(proxy.asked).toEqual([]);
  });

  it("limits the answer as without it", async () => {
    const proxy = await startProxy({ port: await startHidden() });
    setProxyVariables({ HTTPS_PROXY: proxy.url });
    const url = new URL("https://sigma.invalid/large");
    const sent = send(
      { method: "GET", url, headers: {}, timeout: 1000 },
      createTransport().dispatcher,
      patient,
    );
    await expect(sent).rejects.toMatchObject({
      message: expect.stringContaining("the answer is larger than 1048576 bytes"),
    });
  });

  it.each([
    ["407", { status: 407 }, "the proxy refused to connect"],
    ["403", { status: 403 }, "the proxy refused to connect"],
    ["502", { status: 502 }, "the proxy refused to connect"],
    ["no answer", "hang up", "the connection to the proxy failed"],
  ] as const)("that refuses is told apart from Sigma: %s", async (_, tunnel, text) => {
    const proxy = await startProxy(tunnel);
    setProxyVariables({ HTTPS_PROXY: proxy.url });
    const failure = await failureOf(readHidden());
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toContain(text);
    // The token's request is not repeated.
    expect(proxy.asked).toEqual(["CONNECT sigma.invalid:443"]);
  });

  it("that refuses keeps a save from being sent: that is an error, not a doubt", async () => {
    const proxy = await startProxy({ port: await startHidden() });
    setProxyVariables({ HTTPS_PROXY: proxy.url });
    const session = openSession({ url: "https://sigma.invalid" });
    await openPort(session).port.read(patient);
    const refusing = await startProxy({ status: 503 });
    setProxyVariables({ HTTPS_PROXY: refusing.url });
    const other = { ...session, transport: createTransport() };
    const failure = await failureOf(openPort(other).port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
  });

  it.each(["HTTPS_PROXY", "https_proxy", "HTTP_PROXY"])(
    "where nothing listens is named by its variable, without its credentials: %s",
    async (variable) => {
      const proxy = await startStub();
      await proxy.close();
      setProxyVariables({ [variable]: proxy.url.replace("http://", "http://user:hidden@") });
      const failure = await failureOf(readHidden());
      expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
      expect(failure.message).toContain(
        `the proxy that ${variable} names: the connection was refused (ECONNREFUSED)`,
      );
      expect(failure.message).not.toContain("hidden");
    },
  );

  it("of a name that does not exist is not taken for Sigma", async () => {
    setProxyVariables({ HTTPS_PROXY: "http://proxy.invalid:8080" });
    const failure = await failureOf(readHidden());
    expect(failure.message).toContain("the proxy that HTTPS_PROXY names: the host name");
  });

  it.each(["localhost:8080", "::", "http://", "ftp://proxy.example", "http://user:hidden@"])(
    "that is no URL is an unusable setting: %s",
    async (value) => {
      setProxyVariables({ HTTPS_PROXY: value });
      const failure = await failureOf(() => createDispatcher());
      expect(failure).toMatchObject({
        code: "INVALID_CONNECTION",
        details: { path: "HTTPS_PROXY" },
      });
      expect(failure.message).not.toContain("hidden");
    },
  );
});

describe("a loopback address", () => {
  it.each(["127.0.0.1", "localhost"])("never goes through a proxy: %s", async (host) => {
    const proxy = await startProxy({ status: 502 });
    setProxyVariables({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: "other.example" });
    const stub = await startStub();
    const url = stub.url.replace("127.0.0.1", host);
    await expect(openPort(openSession({ url })).port.identify(patient)).resolves.toMatchObject({
      organizationId: "org-acme",
    });
    expect(proxy.asked).toEqual([]);
  });
});
