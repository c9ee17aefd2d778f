import { constants, type Http2ServerResponse } from "node:http2";
import { describe, expect, it } from "@jest/globals";
import type { FaultInput } from "../../../simulator/index.ts";
import { failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { createFakeClock } from "./support/fake-clock.ts";
import { startSecure } from "./support/secure-server.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

const SAVE = `POST ${AI_CONFIGS}`;

async function saveAgainst(fault: FaultInput) {
  const simulated = await simulate();
  simulated.simulator.fault({ path: AI_CONFIGS, times: 0, ...fault });
  const outcome = await openPort(simulated.session).port.save(keyed(), patient);
  return { outcome, saves: simulated.calls().filter((call) => call === SAVE), ...simulated };
}

describe("a save whose outcome nobody knows", () => {
  it.each([
    ["500", { kind: "status", status: 500 }, "Sigma answered 500"],
    ["502", { kind: "html", status: 502 }, "Sigma answered 502"],
    ["503 with Retry-After", { kind: "retryAfter", retryAfter: 1, status: 503 }, "answered 503"],
    ["504", { kind: "status", status: 504 }, "Sigma answered 504"],
    ["408", { kind: "status", status: 408 }, "Sigma answered 408"],
    ["a reset", { kind: "reset" }, "ECONNRESET"],
    ["half an answer", { kind: "truncate" }, "the connection was closed before the answer"],
    ["a web page", { kind: "html" }, "web page"],
    ["text", { kind: "text", body: "Saved!" }, "a body of another form"],
    ["cut-off JSON", { kind: "text", body: '{"provider":' }, "a body of another form"],
    ["a list", { kind: "wrongJson" }, "a body of another form"],
    ["a number", { kind: "wrongJson", body: 7 }, "a body of another form"],
    ["null", { kind: "wrongJson", body: null }, "a body of another form"],
  ] as const)("is ambiguous, and sent once: %s", async (_, effect, reason) => {
    const { outcome, saves, clock } = await saveAgainst({ effect, when: "after" });
    expect(outcome).toEqual({ kind: "ambiguous", reason: expect.stringContaining(reason) });
    expect(saves).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ["reset", "after", 1],
    ["reset", "before", 0],
    ["truncate", "after", 1],
    ["truncate", "before", 0],
  ] as const)("is the same whether Sigma saved or not: %s %s", async (kind, when, saved) => {
    const { outcome, simulator } = await saveAgainst({ effect: { kind }, when });
    expect(outcome).toMatchObject({ kind: "ambiguous" });
    expect(simulator.audit).toHaveLength(saved);
  });

  it.each(["stream", "session"] as const)(
    "is sent once over HTTP/2 too: a reset %s",
    async (what) => {
      let saves = 0;
      const port = await startSecure(
        (incoming, outgoing) => {
          outgoing.setHeader("content-type", "application/json");
          if (incoming.url !== AI_CONFIGS) {
            outgoing.end(JSON.stringify({ access_token: "t", expires_in: 60 }));
            return;
          }
          saves += 1;
          const { stream } = outgoing as unknown as Http2ServerResponse;
          if (what === "stream") stream.close(constants.NGHTTP2_INTERNAL_ERROR);
          else stream.session?.destroy();
        },
        { http2: true, trusted: true },
      );
      const { port: sigma } = openPort(openSession({ url: `https://localhost:${port}` }));
      await expect(sigma.save(keyed(), patient)).resolves.toMatchObject({ kind: "ambiguous" });
      expect(saves).toBe(1);
    },
  );

  it("is ambiguous where the deadline or the user ends it on its way", async () => {
    const { session, simulator } = await simulate();
    const { port } = openPort(session);
    await port.identify(patient);
    simulator.fault({ path: AI_CONFIGS, effect: { kind: "delay", ms: 5000 } });
    const outcome = await port.save(keyed(), AbortSignal.timeout(50));
    expect(outcome).toEqual({ kind: "ambiguous", reason: "the operation took longer than it may" });
  });
});

describe("a save that cannot have arrived", () => {
  it("is an error where the connection was refused", async () => {
    // No connection is kept, since a save on one that is just closing may have arrived.
    const headers = { connection: "close" };
    const stub = await startStub({
      "POST /v2/auth/token": { headers, body: { access_token: "token", expires_in: 60 } },
      "GET /v2/whoami": { headers, body: { userId: "user-ada", organizationId: "org-acme" } },
    });
    const { port } = openPort(openSession(stub));
    await port.identify(patient);
    await stub.close();
    const failure = await failureOf(port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "SIGMA_UNREACHABLE" });
    expect(failure.message).toContain("the connection was refused (ECONNREFUSED)");
  });

  it.each([
    ["CANCELLED", AbortSignal.abort()],
    ["DEADLINE_EXCEEDED", AbortSignal.abort(new DOMException("late", "TimeoutError"))],
  ])("is %s where its end came first", async (code, signal) => {
    const { session, calls } = await simulate();
    const { port } = openPort(session);
    await port.identify(patient);
    expect(await failureOf(port.save(keyed(), signal))).toMatchObject({ code });
    expect(calls()).not.toContain(SAVE);
  });

  it("is CANCELLED where the user ends the wait that a 429 asked for", async () => {
    const user = new AbortController();
    const clock = createFakeClock({ onSleep: () => user.abort() });
    const stub = await startStub({ [SAVE]: { status: 429, headers: { "retry-after": "30" } } });
    const { port } = openPort(openSession({ url: stub.url, clock }));
    expect(await failureOf(port.save(keyed(), user.signal))).toMatchObject({ code: "CANCELLED" });
    expect(stub.calls().filter((call) => call === SAVE)).toHaveLength(1);
  });

  it("is an error where the token that a 401 asks for cannot be had", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    await port.identify(patient);
    simulator.revokeTokens();
    simulator.fault({ path: "/v2/auth/token", effect: { kind: "status", status: 503 } });
    expect(await failureOf(port.save(keyed(), patient))).toMatchObject({
      code: "SIGMA_UNAVAILABLE",
    });
    expect(calls().filter((call) => call === SAVE)).toHaveLength(1);
    expect(simulator.audit).toEqual([]);
  });
});
