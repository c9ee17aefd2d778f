import { describe, expect, it } from "@jest/globals";
import { failureOf, openPort, openSession, patient } from "./support/client.ts";
import { createFakeClock, START } from "./support/fake-clock.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub, type Reply } from "./support/stub-sigma.ts";

const READ = `GET ${AI_CONFIGS}`;

async function readAfter(replies: readonly Reply[]) {
  const clock = createFakeClock({ random: 1 });
  const stub = await startStub({ [READ]: [...replies, { body: { provider: null } }] });
  const { port } = openPort(openSession({ url: stub.url, clock }));
  return { clock, reads: () => stub.calls().filter((call) => call === READ), port };
}

describe("a read that is throttled", () => {
  it.each([
    ["seconds", "7", 7000],
    ["a date", new Date(START + 9000).toUTCString(), 9000],
  ])("waits what Retry-After says: %s", async (_, retryAfter, wait) => {
    const throttled = { status: 429, headers: { "retry-after": retryAfter } };
    const { port, clock, reads } = await readAfter([throttled]);
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(clock.slept).toEqual([wait]);
    expect(reads()).toHaveLength(2);
  });

  it.each([
    ["JSON", { status: 429 }],
    ["a web page", { status: 429, headers: { "content-type": "text/html" }, body: "<html>" }],
  ])("backs off where Sigma gives no time: %s", async (_, throttled) => {
    const { port, clock } = await readAfter([throttled, throttled, throttled]);
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(clock.slept).toEqual([250, 500, 1000]);
  });

  it("is throttled at once where Sigma asks for too long a wait", async () => {
    const throttled = {
      status: 429,
      headers: { "retry-after": "3600" },
      body: { message: "Too many requests", requestId: "r-7" },
    };
    const { port, clock, reads } = await readAfter([throttled]);
    const failure = await failureOf(port.read(patient));
    expect(failure).toMatchObject({ code: "THROTTLED", details: { requestId: "r-7" } });
    expect(failure.message).toContain('answered 429: "Too many requests"');
    expect(failure.message).toContain("less parallelism");
    expect(clock.slept).toEqual([]);
    expect(reads()).toHaveLength(1);
  });
});

describe("a read that fails in passing", () => {
  it.each([
    ["a server error", { status: 503 }],
    ["a web page of a gateway", { status: 502, headers: { "content-type": "text/html" } }],
    ["a reset", { reset: true }],
  ])("is tried again: %s", async (_, bad) => {
    const { port, clock, reads } = await readAfter([bad, bad]);
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(reads()).toHaveLength(3);
    expect(clock.slept).toEqual([250, 500]);
  });

  it("is told after four attempts, with Sigma's request", async () => {
    const bad = { status: 503, headers: { "x-request-id": "r-9" }, body: { message: "Down" } };
    const { port, reads } = await readAfter([bad, bad, bad, bad]);
    const failure = await failureOf(port.read(patient));
    expect(failure).toMatchObject({ code: "SIGMA_UNAVAILABLE", details: { requestId: "r-9" } });
    expect(failure.message).toContain('answered 503: "Down"');
    expect(reads()).toHaveLength(4);
  });
});

describe("the end of an operation", () => {
  it.each([
    ["CANCELLED", undefined, "the operation was cancelled"],
    ["DEADLINE_EXCEEDED", new DOMException("late", "TimeoutError"), "took longer than it may"],
  ])("during a wait is %s", async (code, reason, text) => {
    const ending = new AbortController();
    const clock = createFakeClock({ onSleep: () => ending.abort(reason) });
    const stub = await startStub({ [READ]: { status: 503 } });
    const { port } = openPort(openSession({ url: stub.url, clock }));
    const failure = await failureOf(port.read(ending.signal));
    expect(failure).toMatchObject({ code });
    expect(failure.message).toContain(`GET ${new URL(stub.url).host}${AI_CONFIGS}: the operation`);
    expect(failure.message).toContain(text);
    expect(stub.calls().filter((call) => call === READ)).toHaveLength(1);
  });

  it("during an answer that does not come is told apart as well", async () => {
    const stub = await startStub({ [READ]: { hang: true } });
    const { port } = openPort(openSession(stub));
    await port.identify(patient);
    const user = new AbortController();
    setTimeout(() => user.abort(), 30);
    expect(await failureOf(port.read(user.signal))).toMatchObject({ code: "CANCELLED" });
    expect(await failureOf(port.read(AbortSignal.timeout(30)))).toMatchObject({
      code: "DEADLINE_EXCEEDED",
    });
    expect(stub.calls().filter((call) => call === READ)).toHaveLength(2);
  });

  it("during work that others share ends for one caller only", async () => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: "/v2/whoami", effect: { kind: "delay", ms: 50 } });
    const user = new AbortController();
    const [ended, other] = [
      session.whoami(undefined, user.signal),
      session.whoami(undefined, patient),
    ];
    user.abort();
    expect(await failureOf(ended)).toMatchObject({ code: "CANCELLED" });
    await expect(other).resolves.toMatchObject({ organizationId: "org-acme" });
  });
});
