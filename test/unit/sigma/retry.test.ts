import { describe, expect, it } from "@jest/globals";
import { TransportFailure, type HttpAnswer } from "../../../provider/http/http.ts";
import { attempt, retryAfterOf, RETRY_POLICY } from "../../../provider/http/retry.ts";
import { patient } from "./support/client.ts";
import { createFakeClock, START, type FakeClockOptions } from "./support/fake-clock.ts";

const VERBS = ["GET", "DELETE", "POST", "PUT", "PATCH"] as const;

type Step = Partial<HttpAnswer> | TransportFailure | Error;

const answered = (over: Partial<HttpAnswer>): HttpAnswer => ({
  status: 200,
  json: {},
  isHtml: false,
  isEmpty: false,
  requestId: undefined,
  retryAfter: undefined,
  header: () => undefined,
  location: undefined,
  ...over,
});

/** Tries a request whose attempts end as the steps say; the last step stays. */
async function tried(
  method: (typeof VERBS)[number],
  steps: readonly Step[],
  { signal = patient, ...time }: FakeClockOptions & { signal?: AbortSignal } = {},
) {
  const clock = createFakeClock(time);
  let count = 0;
  const sendOnce = async (): Promise<HttpAnswer> => {
    const step = steps[Math.min(count, steps.length - 1)] ?? {};
    count += 1;
    if (step instanceof Error) throw step;
    return answered(step);
  };
  const outcome = await attempt(method, sendOnce, clock, signal);
  return { outcome, attempts: count, slept: clock.slept };
}

const reset = new TransportFailure("lost", "reset");
const refused = new TransportFailure("unsent", "refused");

describe("after 429", () => {
  it.each(VERBS)("%s is sent again, at most eight times", async (method) => {
    const { outcome, attempts } = await tried(method, [{ status: 429 }]);
    expect(outcome).toMatchObject({ answer: { status: 429 } });
    expect(attempts).toBe(8);
  });

  it.each([
    ["5", 5000],
    ["0", 0],
    ["1.5", 1500],
    ["60", 60_000],
    [new Date(START + 7000).toUTCString(), 7000],
    [new Date(START - 7000).toUTCString(), 0],
  ])("Retry-After %s is waited for: %s ms", async (retryAfter, wait) => {
    const { outcome, slept } = await tried("POST", [{ status: 429, retryAfter }, {}]);
    expect(outcome).toMatchObject({ answer: { status: 200 } });
    expect(slept).toEqual([wait]);
  });

  it.each(["61", "3600", "9".repeat(30), new Date(START + 61_000).toUTCString()])(
    "Retry-After %s is too long to wait for",
    async (retryAfter) => {
      const { outcome, attempts, slept } = await tried("GET", [{ status: 429, retryAfter }]);
      expect(outcome).toMatchObject({ answer: { status: 429 } });
      expect([attempts, slept]).toEqual([1, []]);
    },
  );

  it.each([
    undefined,
    "",
    " ",
    "soon",
    "-",
    "-5",
    "5 seconds",
    "Invalid Date",
    "NaN",
    "Infinity",
    "0x10",
  ])("Retry-After %j says nothing, and the wait grows", async (retryAfter) => {
    const throttled = { status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) };
    const { slept } = await tried("GET", [throttled], { random: 1 });
    expect(slept).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000]);
  });
});

describe("the wait between attempts", () => {
  it.each([0, 0.25, 0.5, 0.999])(
    "is at least half and at most all of its ceiling",
    async (random) => {
      const { slept } = await tried("GET", [{ status: 429 }], { random });
      const ceilings = [250, 500, 1000, 2000, 4000, 8000, 8000];
      expect(slept).toEqual(ceilings.map((ceiling) => ceiling / 2 + (random * ceiling) / 2));
      expect(Math.max(...slept)).toBeLessThanOrEqual(RETRY_POLICY.longestDelay);
    },
  );

  it("differs from one resource to the next", async () => {
    const [first, second] = await Promise.all(
      [0.1, 0.9].map((random) => tried("GET", [reset, {}], { random })),
    );
    expect(first?.slept).not.toEqual(second?.slept);
  });
});

describe("after a server error", () => {
  it.each(
    VERBS.flatMap((method) => [500, 502, 503, 504].map((status) => [method, status] as const)),
  )("%s that got %s is repeated only if it is idempotent", async (method, status) => {
    const { outcome, attempts } = await tried(method, [{ status }]);
    expect(outcome).toMatchObject({ answer: { status } });
    expect(attempts).toBe(["GET", "DELETE"].includes(method) ? 4 : 1);
  });

  it.each([501, 505, 599, 408, 425, 400, 401, 403, 404, 302, 304])(
    "%s is not repeated",
    async (status) => {
      const { attempts } = await tried("GET", [{ status }]);
      expect(attempts).toBe(1);
    },
  );

  it("a long Retry-After is not waited for in full", async () => {
    const { outcome, slept } = await tried("GET", [{ status: 503, retryAfter: "3600" }, {}]);
    expect(outcome).toMatchObject({ answer: { status: 200 } });
    expect(slept).toEqual([8000]);
  });

  it("a short one is", async () => {
    const { slept } = await tried("GET", [{ status: 503, retryAfter: "2" }, {}]);
    expect(slept).toEqual([2000]);
  });
});

describe("after a failure of the connection", () => {
  it.each(VERBS)("%s is repeated only if it is idempotent", async (method) => {
    for (const failure of [reset, refused]) {
      const { outcome, attempts } = await tried(method, [failure]);
      expect(outcome).toMatchObject({ failure });
      expect(attempts).toBe(["GET", "DELETE"].includes(method) ? 4 : 1);
    }
  });

  it("a lasting one is not tried again", async () => {
    const noSuchName = new TransportFailure("unsent", "no such name", false);
    expect(await tried("GET", [noSuchName])).toMatchObject({ attempts: 1, slept: [] });
  });

  it("the end of the operation is not tried again", async () => {
    const ended = new TransportFailure("aborted", "ended");
    expect(await tried("GET", [ended])).toMatchObject({ attempts: 1, slept: [] });
  });

  it("one that is not ours counts as the end of the operation, once that has ended", async () => {
    const { outcome } = await tried("POST", [new Error("x")], { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ failure: { kind: "aborted", isEnded: true } });
  });

  it("one that is not ours counts as lost, without its text", async () => {
    const { outcome } = await tried("POST", [new Error("secret text")]);
    expect(outcome).toMatchObject({ failure: { kind: "lost", message: "the request failed" } });
  });
});

describe("all attempts together", () => {
  it("are bounded, however the answers are mixed", async () => {
    const mixed: Step[] = [
      ...[429, 429, 429].map((status) => ({ status, retryAfter: "60" })),
      reset,
      { status: 503 },
    ];
    expect(await tried("GET", mixed)).toMatchObject({ attempts: 4 });
    const throttledAfterAll = await tried("GET", [reset, reset, reset, { status: 429 }]);
    expect(throttledAfterAll.attempts).toBe(8);
  });

  it("end with the first answer that is right", async () => {
    const { outcome, attempts } = await tried("GET", [reset, { status: 502 }, {}]);
    expect(outcome).toMatchObject({ answer: { status: 200 } });
    expect(attempts).toBe(3);
  });

  it.each([
    ["GET", { status: 503 }, "aborted"],
    ["GET", { status: 429 }, "withdrawn"],
    ["DELETE", reset, "aborted"],
    ["DELETE", refused, "withdrawn"],
    ["POST", { status: 429, retryAfter: "30" }, "withdrawn"],
  ] as const)("%s ends with the signal, at once", async (method, step, kind) => {
    const ending = new AbortController();
    const { outcome, attempts } = await tried(method, [step], {
      signal: ending.signal,
      onSleep: () => ending.abort(),
    });
    expect(outcome).toMatchObject({ failure: { kind } });
    expect(attempts).toBe(1);
  });
});

describe("an outcome", () => {
  it.each<[string, Step[], boolean]>([
    ["the first answer", [{}], false],
    ["one failure", [new TransportFailure("lost", "reset", false)], false],
    ["a success after 429", [{ status: 429 }, {}], false],
    ["a success after connections that were refused", [refused, refused, {}], false],
    ["a success after a server error", [{ status: 502 }, {}], true],
    ["a success after a reset and 429", [reset, { status: 429 }, {}], true],
    ["a failure after a reset", [reset, refused], true],
  ])("is doubtful only if an earlier attempt may have worked: %s", async (_, steps, doubtful) => {
    expect((await tried("DELETE", steps)).outcome).toMatchObject({ doubtful });
  });
});

describe("Retry-After", () => {
  it("may be any form of an HTTP date", () => {
    const now = Date.UTC(2026, 10, 6, 8, 49, 30);
    for (const retryAfter of [
      "Fri, 06 Nov 2026 08:49:37 GMT",
      "Friday, 06-Nov-26 08:49:37 GMT",
      "Fri Nov  6 08:49:37 2026 GMT",
    ]) {
      expect(retryAfterOf(answered({ retryAfter }), now)).toBe(7000);
    }
  });
});
