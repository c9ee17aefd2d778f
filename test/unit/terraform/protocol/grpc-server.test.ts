import { status } from "@grpc/grpc-js";
import { describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { createConnection } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Call, Method } from "../../../../provider/terraform/protocol/grpc-server.ts";
import { encodeFrame } from "../../../../provider/terraform/protocol/frame.ts";
import { GrpcError, GrpcStatus } from "../../../../provider/terraform/protocol/status.ts";
import { until } from "../../../support/until.ts";
import { closeAfterTest } from "./support/cleanup.ts";
import { serveRaw } from "./support/raw-server.ts";

const MEGABYTE = 1024 * 1024;

const post = { ":method": "POST", ":path": "/a.B/Echo", "content-type": "application/grpc" };

const full = new GrpcError(GrpcStatus.RESOURCE_EXHAUSTED, "zu groß");
const defect = new TypeError("sk-secret");

const echo: Method = { kind: "unary", handle: async (request) => request };

describe("a unary call", () => {
  it.each([0, 1, 16_383, 16_384, 65_535, 5 * MEGABYTE])("of %i bytes", async (length) => {
    const { unary } = (await serveRaw({ "/a.B/Echo": echo })).connect();
    const message = Buffer.alloc(length, "0123456789abcdefg");
    const answer = await unary("/a.B/Echo", message);
    expect(answer.equals(message)).toBe(true);
  });

  it("runs beside others, and is answered when it is ready", async () => {
    const waiting = Promise.withResolvers<void>();
    let running = 0;
    const { unary } = (
      await serveRaw({
        "/a.B/Meet": {
          kind: "unary",
          handle: async (request) => {
            running += 1;
            if (running === 50) waiting.resolve();
            await waiting.promise;
            return request;
          },
        },
      })
    ).connect();
    const requests = Array.from({ length: 50 }, (_, index) => Buffer.from([index]));
    const answers = await Promise.all(requests.map((request) => unary("/a.B/Meet", request)));
    expect(answers).toEqual(requests);
  });

  it("may have a request and an answer of 5 MB fifty times at once", async () => {
    const { unary } = (await serveRaw({ "/a.B/Echo": echo })).connect();
    const large = Buffer.alloc(5 * MEGABYTE, 7);
    const answers = await Promise.all(Array.from({ length: 50 }, () => unary("/a.B/Echo", large)));
    expect(answers.every((answer) => answer.equals(large))).toBe(true);
  }, 60_000);
});

describe("a stream of answers", () => {
  it.each([0, 1, 1000])("of %i", async (count) => {
    const { stream } = (
      await serveRaw({
        "/a.B/Count": {
          kind: "stream",
          async *handle([length = 0]) {
            for (let index = 0; index < count; index++) yield new Uint8Array(length).fill(index);
          },
        },
      })
    ).connect();
    const answers = await stream("/a.B/Count", Uint8Array.of(9));
    expect(answers).toEqual(Array.from({ length: count }, (_, index) => Buffer.alloc(9, index)));
  });

  it("waits for a client that reads slowly", async () => {
    let made = 0;
    const { open } = (
      await serveRaw({
        "/a.B/Flood": {
          kind: "stream",
          async *handle() {
            for (; made < 100; made++) yield new Uint8Array(MEGABYTE);
          },
        },
      })
    ).connect();
    const call = open("/a.B/Flood");
    await until(() => made > 1);
    for (let turn = 0; turn < 100; turn++) await nextTurn();
    expect(made).toBeLessThan(50);
    let read = 0;
    for await (const answer of call) read += Buffer.from(answer).length;
    expect(read).toBe(100 * MEGABYTE);
  });

  it("keeps what was sent before an error", async () => {
    const { open } = (
      await serveRaw({ "/a.B/Break": failingStream(full, Uint8Array.of(1)) })
    ).connect();
    const call = open("/a.B/Break");
    const answers: unknown[] = [];
    call.on("data", (answer) => answers.push(answer));
    const [error] = await once(call, "error");
    expect(answers).toEqual([Buffer.from([1])]);
    expect(error).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: "zu groß",
    });
  });
});

describe("an error", () => {
  it("reaches the client with its text where it is meant for it", async () => {
    const served = await serveRaw({ "/a.B/Fail": failing(full) });
    const { unary } = served.connect();
    await expect(unary("/a.B/Fail")).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: "zu groß",
    });
    expect(served.failures).toEqual([]);
  });

  it.each<[string, Method]>([
    ["of a call", failing(defect)],
    ["of a stream, before its first answer", failingStream(defect)],
  ])("%s that is not expected keeps its text from the client", async (_, method) => {
    const served = await serveRaw({ "/a.B/Fail": method });
    const { stream } = served.connect();
    await expect(stream("/a.B/Fail")).rejects.toMatchObject({
      code: status.INTERNAL,
      details: expect.not.stringContaining("secret"),
    });
    expect(served.failures).toEqual([{ path: "/a.B/Fail", thrown: defect }]);
  });

  it("is UNIMPLEMENTED where nothing is served at the path", async () => {
    const { unary } = (await serveRaw({ "/a.B/Echo": echo })).connect();
    await expect(unary("/a.B/Other", Buffer.alloc(MEGABYTE))).rejects.toMatchObject({
      code: status.UNIMPLEMENTED,
      details: "/a.B/Other is not served",
    });
    await expect(unary("/a.B/Echo")).resolves.toHaveLength(0);
  });
});

describe("a call that the client gives up", () => {
  it("ends the signal of its handler, and is no failure", async () => {
    const started = Promise.withResolvers<Call>();
    const served = await serveRaw({
      "/a.B/Wait": {
        kind: "unary",
        handle: async (_, call) => {
          started.resolve(call);
          await once(call.signal, "abort");
          throw new Error("cancelled");
        },
      },
      "/a.B/Echo": echo,
    });
    const { unary } = served.connect();
    const given = new AbortController();
    const answer = unary("/a.B/Wait", Buffer.alloc(0), given.signal);
    const { signal } = await started.promise;
    expect(signal.aborted).toBe(false);
    given.abort();
    await expect(answer).rejects.toMatchObject({ code: status.CANCELLED });
    await until(() => signal.aborted);
    await unary("/a.B/Echo");
    expect(served.failures).toEqual([]);
  });

  it("ends a stream at the next answer", async () => {
    let ended = false;
    const { open } = (
      await serveRaw({
        "/a.B/Forever": {
          kind: "stream",
          async *handle() {
            try {
              for (;;) yield new Uint8Array(MEGABYTE);
            } finally {
              ended = true;
            }
          },
        },
      })
    ).connect();
    const call = open("/a.B/Forever");
    call.on("error", () => {});
    await once(call, "data");
    call.cancel();
    await until(() => ended);
  });

  it("ends with the connection", async () => {
    const started = Promise.withResolvers<Call>();
    const { address } = await serveRaw({
      "/a.B/Wait": {
        kind: "unary",
        handle: async (request, call) => {
          started.resolve(call);
          await once(call.signal, "abort");
          return request;
        },
      },
    });
    const session = rawSession(address);
    const stream = session.request({ ...post, ":path": "/a.B/Wait" });
    stream.on("error", () => {});
    stream.end(encodeFrame(new Uint8Array()));
    const { signal } = await started.promise;
    session.destroy();
    await until(() => signal.aborted);
  });
});

describe("what is no call of gRPC", () => {
  it.each([
    ["GET", { ...post, ":method": "GET" }, { ":status": 405 }],
    ["another content type", { ...post, "content-type": "application/json" }, { ":status": 415 }],
    ["gRPC on the web", { ...post, "content-type": "application/grpc-web" }, { ":status": 415 }],
    ["no content type", { ":method": "POST", ":path": "/a.B/Echo" }, { ":status": 415 }],
    ["a request without a message", post, { ":status": 200, "grpc-status": "13" }],
  ])("%s", async (_, headers, expected) => {
    const { address } = await serveRaw({ "/a.B/Echo": echo });
    const session = rawSession(address);
    const stream = session.request(headers);
    stream.end();
    const [answer] = await once(stream, "response");
    expect(answer).toMatchObject(expected);
  });

  it.each([
    ["two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "13"],
    ["a message that is cut off", [0, 0, 0, 0, 2, 1], "13"],
    ["a compressed message", [1, 0, 0, 0, 1, 1], "12"],
  ])("%s", async (_, bytes, grpcStatus) => {
    const { address } = await serveRaw({ "/a.B/Echo": echo });
    const stream = rawSession(address).request(post);
    stream.end(Uint8Array.from(bytes));
    const [answer] = await once(stream, "response");
    expect(answer).toMatchObject({ ":status": 200, "grpc-status": grpcStatus });
  });
});

function failing(error: Error): Method {
  return {
    kind: "unary",
    handle: async () => {
      throw error;
    },
  };
}

function failingStream(error: Error, ...before: readonly Uint8Array[]): Method {
  return {
    kind: "stream",
    async *handle() {
      yield* before;
      throw error;
    },
  };
}

function rawSession(socket: string): ClientHttp2Session {
  const session = connectHttp2("http://localhost", {
    createConnection: () => createConnection(socket),
  });
  closeAfterTest(() => session.destroy());
  return session;
}
