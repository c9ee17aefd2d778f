import { beforeEach, describe, expect, it } from "@jest/globals";
import { Dispatcher } from "undici";
import { send, type HttpRequest } from "../../../provider/http/http.ts";
import { createTransport, failureOf, openPort, openSession, patient } from "./support/client.ts";
import { setProxyVariables } from "./support/proxy.ts";
import { startSecure } from "./support/secure-server.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

class FailingDispatcher extends Dispatcher {
  readonly #error: unknown;

  constructor(error: unknown) {
    super();
    this.#error = error;
  }

  override dispatch(): boolean {
    throw this.#error;
  }
}

const request: HttpRequest = {
  method: "GET",
  url: new URL("https://api.example/x"),
  headers: {},
  timeout: 1000,
};

const coded = (code: string): Error =>
  Object.assign(new Error(`${code} at https://user:hidden@api.example`), { code });

describe("a failure of the connection", () => {
  it.each([
    ["ENOTFOUND", "unsent", false, "the host name was not found (DNS)"],
    ["EAI_AGAIN", "unsent", true, "the host name could not be looked up (DNS)"],
    ["ECONNREFUSED", "unsent", true, "the connection was refused"],
    ["EHOSTUNREACH", "unsent", true, "the host cannot be reached"],
    ["ENETUNREACH", "unsent", true, "the network cannot be reached"],
    ["UND_ERR_CONNECT_TIMEOUT", "unsent", true, "the connection took too long"],
    ["ECONNRESET", "lost", true, "the connection was reset"],
    ["EPIPE", "lost", true, "the connection was closed"],
    ["ETIMEDOUT", "lost", true, "the connection timed out"],
    ["UND_ERR_SOCKET", "lost", true, "the connection was closed before the answer was whole"],
    ["UND_ERR_RES_EXCEEDED_MAX_SIZE", "lost", false, "the answer is larger than 1048576 bytes"],
    ["E_SOMETHING_NEW", "lost", true, "the connection failed"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "unsent", false, "TLS failed"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "unsent", false, "TLS failed"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unsent", false, "TLS failed"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unsent", false, "TLS failed"],
    ["CERT_HAS_EXPIRED", "unsent", false, "TLS failed"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "unsent", false, "TLS failed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "unsent", false, "TLS failed"],
    ["EPROTO", "unsent", false, "TLS failed"],
  ])("%s is %s, passing: %s", async (code, kind, passing, text) => {
    const sent = send(request, new FailingDispatcher(coded(code)), patient);
    await expect(sent).rejects.toMatchObject({ kind, passing, message: `${text} (${code})` });
  });

  it("is found behind another error, and its text is not told", async () => {
    const error = new Error("hidden", { cause: coded("ECONNREFUSED") });
    await expect(send(request, new FailingDispatcher(error), patient)).rejects.toMatchObject({
      kind: "unsent",
      message: "the connection was refused (ECONNREFUSED)",
    });
  });

  it.each([
    ["a text", "hidden"],
    ["nothing", undefined],
    ["an error", new Error("hidden")],
  ])("without a code is lost: %s", async (_, error) => {
    await expect(send(request, new FailingDispatcher(error), patient)).rejects.toMatchObject({
      kind: "lost",
      message: "the connection failed (unknown)",
    });
  });
});

describe("Sigma", () => {
  beforeEach(() => setProxyVariables({}));

  const identify = (url: string) =>
    failureOf(openPort(openSession({ url })).port.identify(patient));

  it("at a name that does not exist cannot be reached", async () => {
    const failure = await identify("https://api.sigma.invalid");
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toMatch(
      /^POST api\.sigma\.invalid\/v2\/auth\/token: the host name .*DNS/,
    );
    expect(failure.message).toContain("Check the base URL, the network and the proxy settings");
  });

  it("at a port where nothing listens cannot be reached", async () => {
    const stub = await startStub();
    await stub.close();
    const failure = await identify(stub.url);
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toContain("the connection was refused (ECONNREFUSED)");
  });

  it.each([
    ["signed by itself", {}, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["expired", { expired: true, trusted: true }, "CERT_HAS_EXPIRED"],
    ["another host's", { host: "other.example", trusted: true }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("with a certificate that is %s is never sent a request", async (_, options, code) => {
    const requests: string[] = [];
    const port = await startSecure((incoming, outgoing) => {
      requests.push(incoming.url ?? "");
      outgoing.end("{}");
    }, options);
    const failure = await identify(`https://localhost:${port}`);
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toContain(`TLS failed (${code})`);
    expect(requests).toEqual([]);
  });

  it("without TLS is not spoken to over https", async () => {
    const stub = await startStub();
    const failure = await identify(stub.url.replace("http:", "https:"));
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toMatch(/TLS failed \((?:ERR_SSL|EPROTO)/);
    expect(stub.requests).toEqual([]);
  });

  it("behind TLS is not spoken to over http", async () => {
    const port = await startSecure((_, outgoing) => outgoing.end("{}"));
    expect(await identify(`http://127.0.0.1:${port}`)).toMatchObject({ code: "SIGMA_UNREACHABLE" });
  });

  it.each([false, true])("may speak HTTP/2: %s", async (http2) => {
    const versions: string[] = [];
    const port = await startSecure(
      (incoming, outgoing) => {
        versions.push(incoming.httpVersion);
        const isToken = incoming.url === "/v2/auth/token";
        const body = isToken ? { access_token: "t", expires_in: 60 } : { provider: null };
        outgoing.setHeader("content-type", "application/json");
        outgoing.end(JSON.stringify(body));
      },
      { http2, trusted: true },
    );
    const { port: sigma } = openPort(openSession({ url: `https://localhost:${port}` }));
    await expect(sigma.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(new Set(versions)).toEqual(new Set([http2 ? "2.0" : "1.1"]));
  });

  it("over HTTP/2 is bounded and cut off as over HTTP/1.1", async () => {
    const port = await startSecure(
      (incoming, outgoing) => {
        if (incoming.url === "/cut") outgoing.destroy();
        else outgoing.end(" ".repeat(1024 * 1024 + 1));
      },
      { http2: true, trusted: true },
    );
    const { dispatcher } = createTransport();
    const ask = (path: string) =>
      send({ ...request, url: new URL(`https://localhost:${port}${path}`) }, dispatcher, patient);
    await expect(ask("/large")).rejects.toMatchObject({ kind: "lost", passing: false });
    await expect(ask("/cut")).rejects.toMatchObject({ kind: "lost", passing: true });
  });

  it("that never answers is given up", async () => {
    const stub = await startStub({ [`GET ${AI_CONFIGS}`]: { hang: true } });
    const { port } = openPort(openSession(stub));
    await port.identify(patient);
    const failure = await failureOf(port.read(AbortSignal.timeout(40)));
    expect(failure).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(failure.message).toContain("raise SIGMA_TIMEOUT");
  });
});
