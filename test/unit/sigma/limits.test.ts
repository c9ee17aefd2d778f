import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { ANSWER_LIMIT, send, type HttpRequest } from "../../../provider/http/http.ts";
import { closeAfterTest } from "./support/cleanup.ts";
import {
  createTransport,
  failureOf,
  keyed,
  openPort,
  openSession,
  patient,
} from "./support/client.ts";
import { AI_CONFIGS, startStub, type Canned, type Reply } from "./support/stub-sigma.ts";

const READ = `GET ${AI_CONFIGS}`;

async function readOf(reply: Reply) {
  const stub = await startStub({ [READ]: reply });
  return { stub, read: openPort(openSession(stub)).port.read(patient) };
}

/** A body of this many bytes that says that nothing is configured. */
const absent = (bytes: number): string => `{"provider":null}`.padEnd(bytes, " ");

const request = (url: string, over: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "GET",
  url: new URL(url),
  headers: {},
  timeout: 1000,
  ...over,
});

/** A server that speaks no HTTP but writes what it is told, in the given order, and then ends if asked to. */
async function startRaw(parts: readonly string[], end = true): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      for (const part of parts) socket.write(part);
      if (end) socket.end();
    });
    closeAfterTest(() => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closeAfterTest(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the size of an answer", () => {
  it("may be one MiB", async () => {
    const { read } = await readOf({ body: absent(ANSWER_LIMIT) });
    await expect(read).resolves.toEqual({ kind: "absent" });
  });

  it.each<[string, Canned["headers"]]>([
    ["with its length told", { "content-length": String(ANSWER_LIMIT + 1) }],
    ["in chunks", {}],
  ])("cannot be more, %s", async (_, headers = {}) => {
    const { read } = await readOf((__, response) => {
      response.writeHead(200, { "content-type": "application/json", ...headers });
      response.write(absent(ANSWER_LIMIT));
      response.end(" ");
      return undefined;
    });
    const failure = await failureOf(read);
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toContain("the answer is larger than 1048576 bytes");
  });

  it("without an end is not read to the end", async () => {
    let written = 0;
    const { read, stub } = await readOf((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        if (response.destroyed) return;
        written += 65_536;
        response.write("x".repeat(65_536), () => setImmediate(more));
      };
      more();
      return undefined;
    });
    expect(await failureOf(read)).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    // What fits into the buffers of a connection was written too.
    expect(written).toBeLessThan(16 * ANSWER_LIMIT);
    expect(stub.calls().filter((call) => call === READ)).toHaveLength(1);
  });

  it("is counted as it arrives: nothing is unpacked", async () => {
    const bomb = gzipSync(absent(64 * ANSWER_LIMIT));
    expect(bomb.length).toBeLessThan(ANSWER_LIMIT);
    const { read, stub } = await readOf((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(bomb);
      return undefined;
    });
    expect(await failureOf(read)).toMatchObject({ code: "UNEXPECTED_ANSWER" });
    expect(stub.requests.at(-1)?.headers["accept-encoding"]).toBeUndefined();
  });

  it("counts for a save as well, whose outcome is then unknown", async () => {
    const stub = await startStub({ [`POST ${AI_CONFIGS}`]: { body: absent(ANSWER_LIMIT + 1) } });
    await expect(openPort(openSession(stub)).port.save(keyed(), patient)).resolves.toEqual({
      kind: "ambiguous",
      reason: expect.stringContaining("larger than"),
    });
    expect(stub.calls().filter((call) => call.startsWith("POST /v2/org"))).toHaveLength(1);
  });

  it("may be deep without breaking anything", async () => {
    const { read } = await readOf({ body: `${"[".repeat(200_000)}${"]".repeat(200_000)}` });
    expect(await failureOf(read)).toMatchObject({ code: "UNEXPECTED_ANSWER" });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%s to another host is refused", async (status) => {
    const other = await startStub({ [READ]: { body: { provider: null } } });
    const { read } = await readOf({
      status,
      headers: { location: `${other.url}${AI_CONFIGS}?x=y` },
    });
    const failure = await failureOf(read);
    expect(failure).toMatchObject({ code: "NOT_SIGMA" });
    expect(failure.message).toContain(
      `answered ${status}, a redirect to ${new URL(other.url).host}`,
    );
    expect(failure.message).not.toContain("x=y");
    expect(other.requests).toEqual([]);
  });

  it.each([
    ["on the same host", "/v2/elsewhere", /a redirect to 127\.0\.0\.1:\d+/],
    ["to nowhere", undefined, /a redirect to an unknown host/],
    ["to what is no URL", "http://", /a redirect to an unknown host/],
  ])("%s is not followed either", async (_, location, text) => {
    const headers = location === undefined ? {} : { location };
    const { read, stub } = await readOf({ status: 302, headers });
    expect((await failureOf(read)).message).toMatch(text);
    expect(stub.calls()).toHaveLength(2);
  });

  it("of the token's request takes no credentials along", async () => {
    const other = await startStub();
    const stub = await startStub({
      "POST /v2/auth/token": { status: 307, headers: { location: `${other.url}/v2/auth/token` } },
    });
    const failure = await failureOf(openPort(openSession(stub)).port.read(patient));
    expect(failure).toMatchObject({ code: "NOT_SIGMA" });
    expect(other.requests).toEqual([]);
  });
});

describe("time", () => {
  it("ends the wait for an answer that does not begin", async () => {
    const stub = await startStub({ "GET /slow": { hang: true } });
    const sent = send(
      request(`${stub.url}/slow`, { timeout: 40 }),
      createTransport().dispatcher,
      patient,
    );
    await expect(sent).rejects.toMatchObject({
      kind: "lost",
      message: "the answer took too long (UND_ERR_HEADERS_TIMEOUT)",
    });
  });

  it("ends the wait for the rest of an answer", async () => {
    const url = await startRaw(["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"], false);
    const sent = send(request(url, { timeout: 40 }), createTransport().dispatcher, patient);
    await expect(sent).rejects.toMatchObject({
      kind: "lost",
      message: "the answer stopped half-way (UND_ERR_BODY_TIMEOUT)",
    });
  });
});

describe("an answer that is no HTTP", () => {
  it.each([
    ["garbage", ["SSH-2.0-OpenSSH_9.9\r\n"]],
    ["nothing", []],
    ["half a head", ["HTTP/1.1 200 OK\r\ncontent-"]],
    ["two lengths", ["HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"]],
    ["an endless head", [`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`]],
  ])("is a lost one: %s", async (_, parts) => {
    const url = await startRaw(parts);
    const sent = send(request(url), createTransport().dispatcher, patient);
    await expect(sent).rejects.toMatchObject({ name: "TransportFailure", kind: "lost" });
  });
});
