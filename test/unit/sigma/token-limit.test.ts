import { describe, expect, it } from "@jest/globals";
import type { HttpAnswer } from "../../../provider/http/http.ts";
import { createTokenLimiter } from "../../../provider/sigma/api/token-limiter.ts";
import { largeSeed } from "../../../simulator/index.ts";
import { failureOf, openPort, patient } from "./support/client.ts";
import { createFakeClock } from "./support/fake-clock.ts";
import { simulate, type Simulated } from "./support/simulated.ts";

const TOKEN = "POST /v2/auth/token";

const answered = (status = 200): HttpAnswer => ({
  status,
  json: {},
  isHtml: false,
  isEmpty: false,
  requestId: undefined,
  retryAfter: status === 429 ? "1" : undefined,
  location: undefined,
  header: () => undefined,
});

const tokenRequests = ({ simulator }: Simulated) =>
  simulator.requests.filter(({ method, path }) => `${method} ${path}` === TOKEN);

/** The milliseconds between one token request and the next. */
function distances(simulated: Simulated): number[] {
  const times = tokenRequests(simulated).map(({ at }) => Date.parse(at));
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

describe("the limit on token requests", () => {
  it("lets one pass at a time, in order, with a distance between them", async () => {
    const clock = createFakeClock();
    const limiter = createTokenLimiter(1000, clock);
    const events: string[] = [];
    const start = clock.now();
    const request = (name: string) => async () => {
      events.push(`${name} starts at ${clock.now() - start}`);
      await Promise.resolve();
      clock.advance(100);
      events.push(`${name} ends`);
      return answered();
    };
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map((name) => limiter.run(request(name), patient)));
    expect(events).toEqual([
      "a starts at 0",
      "a ends",
      "b starts at 1130",
      "b ends",
      "c starts at 2260",
      "c ends",
      "d starts at 3390",
      "d ends",
      // By now it is known that each is on its way for 100 ms.
      "e starts at 4440",
      "e ends",
    ]);
  });

  it("is kept where they arrive, however long they are on their way", async () => {
    const clock = createFakeClock();
    const limiter = createTokenLimiter(1000, clock);
    const arrivals: number[] = [];
    for (const travel of [300, 50, 120, 80, 50, 400, 50, 90, 60, 50]) {
      await limiter.run(async () => {
        clock.advance(travel);
        arrivals.push(clock.now());
        return answered();
      }, patient);
    }
    const apart = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(1000);
  });

  it("is waited for again after each 429, for a time that differs, and not for ever", async () => {
    const clock = createFakeClock({ random: 0.25 });
    const limiter = createTokenLimiter(1000, clock);
    let count = 0;
    const last = await limiter.run(async () => {
      count += 1;
      return answered(429);
    }, patient);
    expect(last.status).toBe(429);
    expect(new Set(clock.slept)).toEqual(new Set([1250]));
    expect(count).toBe(193);
  });

  it("keeps the others waiting while one waits out a 429", async () => {
    const clock = createFakeClock();
    const limiter = createTokenLimiter(1000, clock);
    const statuses = [429, 429, 200, 200];
    const sent: string[] = [];
    const request = (name: string) => async () => {
      sent.push(name);
      return answered(statuses.shift());
    };
    await Promise.all(["a", "b"].map((name) => limiter.run(request(name), patient)));
    expect(sent).toEqual(["a", "a", "a", "b"]);
  });

  it("goes on after a failure, at the same distance", async () => {
    const clock = createFakeClock();
    const limiter = createTokenLimiter(1000, clock);
    const failing = limiter.run(async () => await Promise.reject(new Error("failed")), patient);
    await expect(failing).rejects.toThrow("failed");
    await limiter.run(async () => answered(), patient);
    expect(clock.slept).toEqual([1030]);
  });

  it("waits only for what is left of the distance", async () => {
    const clock = createFakeClock();
    const limiter = createTokenLimiter(1000, clock);
    await limiter.run(async () => answered(), patient);
    clock.advance(700);
    await limiter.run(async () => answered(), patient);
    clock.advance(5000);
    await limiter.run(async () => answered(), patient);
    expect(clock.slept).toEqual([330]);
  });

  it("is never met by 20 tenants of one credential", async () => {
    const simulated = await simulate({ seed: largeSeed({ tenants: 20 }) });
    const tenants = Array.from(
      { length: 20 },
      (_, n) => `org-tenant-0${String(n + 1).padStart(2, "0")}`,
    );
    await Promise.all(
      tenants.map((tenant) => openPort(simulated.session, tenant).port.identify(patient)),
    );
    expect(tokenRequests(simulated).map(({ status }) => status)).toEqual(Array(21).fill(200));
    expect(Math.min(...distances(simulated))).toBeGreaterThanOrEqual(1000);
  });

  it("holds for the attempts after a 429 without Retry-After too", async () => {
    const simulated = await simulate();
    simulated.simulator.fault({
      path: "/v2/auth/token",
      times: 3,
      effect: { kind: "status", status: 429 },
    });
    await simulated.session.whoami(undefined, patient);
    expect(tokenRequests(simulated).map(({ status }) => status)).toEqual([429, 429, 429, 200]);
    expect(Math.min(...distances(simulated))).toBeGreaterThanOrEqual(1000);
  });

  it("gives way to a longer Retry-After", async () => {
    const simulated = await simulate();
    simulated.simulator.fault({
      path: "/v2/auth/token",
      effect: { kind: "retryAfter", retryAfter: 20 },
    });
    await simulated.session.whoami(undefined, patient);
    expect(distances(simulated)).toEqual([20_500]);
  });

  it("is met where another program shares the credential, and waited out", async () => {
    const simulated = await simulate();
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "acme-admin",
      client_secret: "acme-admin-secret",
    });
    await fetch(`${simulated.simulator.url}/v2/auth/token`, { method: "POST", body: form });
    await simulated.session.whoami(undefined, patient);
    expect(tokenRequests(simulated).map(({ status }) => status)).toEqual([200, 429, 200]);
  });

  it("can be switched off", async () => {
    const seed = largeSeed({ tenants: 3 });
    const simulated = await simulate({ seed, tokenInterval: 0 }, { tokenInterval: 0 });
    await Promise.all(
      ["org-tenant-001", "org-tenant-002", "org-tenant-003"].map((tenant) =>
        openPort(simulated.session, tenant).port.identify(patient),
      ),
    );
    expect(simulated.clock.slept).toEqual([]);
    expect(tokenRequests(simulated)).toHaveLength(4);
  });
});

describe("a caller that gives up", () => {
  it("does not take the token from the others", async () => {
    const { session, simulator, calls } = await simulate();
    simulator.fault({ path: "/v2/auth/token", effect: { kind: "delay", ms: 50 } });
    const hasty = new AbortController();
    const hurried = failureOf(session.whoami(undefined, hasty.signal));
    const others = Array.from({ length: 5 }, () => session.listTenants(patient));
    hasty.abort();
    expect(await hurried).toMatchObject({ code: "CANCELLED" });
    await expect(Promise.all(others)).resolves.toHaveLength(5);
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(1);
  });

  it("does not end the wait of the others for their turn", async () => {
    const simulated = await simulate();
    const hasty = new AbortController();
    const hurried = failureOf(
      openPort(simulated.session, "org-acme-emea").port.identify(hasty.signal),
    );
    const other = openPort(simulated.session, "org-acme-apac").port.identify(patient);
    hasty.abort();
    expect(await hurried).toMatchObject({ code: "CANCELLED" });
    await expect(other).resolves.toEqual({ organizationId: "org-acme-apac" });
  });

  it("is told apart by its reason", async () => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: "/v2/auth/token", effect: { kind: "delay", ms: 5000 } });
    const failure = await failureOf(session.whoami(undefined, AbortSignal.timeout(20)));
    expect(failure).toMatchObject({ code: "DEADLINE_EXCEEDED" });
    expect(failure.message).toContain("SIGMA_TIMEOUT");
  });

  it("sends nothing where it gave up before", async () => {
    const { session, calls } = await simulate();
    const { port } = openPort(session);
    const failure = await failureOf(port.read(AbortSignal.abort()));
    expect(failure).toMatchObject({ code: "CANCELLED" });
    expect(calls()).not.toContain("GET /v2/organizations/settings/aiConfigs");
  });
});
