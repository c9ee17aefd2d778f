import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { createTokens } from "../../../provider/sigma/api/tokens.ts";
import {
  connectionTo,
  createTransport,
  failureOf,
  openSession,
  patient,
} from "./support/client.ts";
import { createFakeClock } from "./support/fake-clock.ts";
import { simulate } from "./support/simulated.ts";
import { startStub, type Reply } from "./support/stub-sigma.ts";

const TOKEN = "POST /v2/auth/token";

const numbered = (): Reply => {
  let count = 0;
  return () => {
    count += 1;
    return { body: { access_token: `token-${count}`, expires_in: 3600 } };
  };
};

async function source(script: Parameters<typeof startStub>[0] = {}) {
  const stub = await startStub({ [TOKEN]: numbered(), ...script });
  const clock = createFakeClock();
  const { own } = createTokens(connectionTo(stub.url), createTransport(clock));
  const current = async () => (await own.current(patient)).reveal();
  return { ...stub, clock, own, current };
}

describe("the request for a token", () => {
  it("is a form with the client credentials, and nothing in the URL", async () => {
    const { requests, current } = await source();
    await current();
    const [request] = requests;
    expect(request).toMatchObject({ method: "POST", path: "/v2/auth/token" });
    expect([...(request?.query ?? [])]).toEqual([]);
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "acme-admin",
      client_secret: "acme-admin-secret",
    });
  });

  it("keeps every character of the credentials", async () => {
    const { url, requests } = await startStub();
    const clientSecret = new Secret("a+b&c=d %é/?#");
    const session = openSession({ url }, { clientId: "i&d", clientSecret });
    await session.whoami(undefined, patient);
    const form = new URLSearchParams(requests[0]?.body);
    expect(form.get("client_id")).toBe("i&d");
    expect(form.get("client_secret")).toBe("a+b&c=d %é/?#");
  });
});

describe("a token", () => {
  it("is asked for once by 30 callers at the same time", async () => {
    const { requests, current } = await source();
    const tokens = await Promise.all(Array.from({ length: 30 }, current));
    expect(new Set(tokens)).toEqual(new Set(["token-1"]));
    expect(requests).toHaveLength(1);
  });

  it("is kept until shortly before its end", async () => {
    const { clock, current } = await source();
    expect(await current()).toBe("token-1");
    clock.advance(3_539_000);
    expect(await current()).toBe("token-1");
    clock.advance(1000);
    expect(await current()).toBe("token-2");
  });

  it("of a short life is kept for half of it", async () => {
    const body = { access_token: "short", expires_in: 20 };
    const { clock, current, requests } = await source({ [TOKEN]: { body } });
    await current();
    clock.advance(9999);
    await current();
    expect(requests).toHaveLength(1);
    clock.advance(1);
    await current();
    expect(requests).toHaveLength(2);
  });

  it("is asked for again once it was dropped", async () => {
    const { own, current } = await source();
    const token = await own.current(patient);
    own.drop(token);
    expect(await current()).toBe("token-2");
  });

  it("is not dropped in the place of an older one", async () => {
    const { own, current } = await source();
    const old = await own.current(patient);
    own.drop(old);
    await current();
    own.drop(old);
    expect(await current()).toBe("token-2");
  });

  it.each([
    ["a web page", { headers: { "content-type": "text/html" }, body: "<html></html>" }],
    ["no token", { body: { expires_in: 3600 } }],
    ["an empty token", { body: { access_token: "", expires_in: 3600 } }],
    ["a token of two lines", { body: { access_token: "a\nb", expires_in: 3600 } }],
    ["a token that no header can hold", { body: { access_token: "tökén", expires_in: 3600 } }],
    ["no time", { body: { access_token: "token" } }],
    ["a time in the past", { body: { access_token: "token", expires_in: -1 } }],
    ["a list", { body: [] }],
    ["nothing", { body: "" }],
  ])("cannot be %s", async (name, reply) => {
    const { current, requests } = await source({ [TOKEN]: reply });
    const failure = await failureOf(current());
    expect(failure.code).toBe(name === "a web page" ? "NOT_SIGMA" : "UNEXPECTED_ANSWER");
    expect(failure.message).toContain("POST 127.0.0.1");
    expect(requests).toHaveLength(1);
  });

  it("is asked for again after a failure", async () => {
    const { current, requests } = await source({
      [TOKEN]: [{ status: 503 }, { body: { access_token: "late", expires_in: 60 } }],
    });
    expect(await failureOf(current())).toMatchObject({ code: "SIGMA_UNAVAILABLE" });
    expect(await current()).toBe("late");
    expect(requests).toHaveLength(2);
  });

  it("lasts as Sigma's clock says: an expired one is renewed", async () => {
    const { session, clock, calls } = await simulate({ tokenLifetime: 600 });
    await session.whoami(undefined, patient);
    clock.advance(600_000);
    await session.listTenants(patient);
    expect(calls()).toEqual([TOKEN, "GET /v2/whoami", TOKEN, "GET /v2/tenants"]);
  });
});

describe("a refusal at the token route", () => {
  it("keeps Sigma's message", async () => {
    const { current } = await source({
      [TOKEN]: { status: 400, body: { message: "Impersonation is off", requestId: "r-1" } },
    });
    const failure = await failureOf(current());
    expect(failure).toMatchObject({ code: "REQUEST_REFUSED", details: { requestId: "r-1" } });
    expect(failure.message).toContain('answered 400: "Impersonation is off"');
  });
});

describe("credentials that Sigma rejects", () => {
  it.each([
    ["a wrong secret", { clientSecret: new Secret("not-the-secret") }],
    ["an unknown client", { clientId: "nobody" }],
  ])("are told, and not sent again: %s", async (_, over) => {
    const { session, calls } = await simulate({}, over);
    const failure = await failureOf(session.whoami(undefined, patient));
    expect(failure).toMatchObject({
      code: "CREDENTIALS_REJECTED",
      details: { requestId: "sim-request-1" },
    });
    expect(failure.message).toContain("We cannot verify your identity. Please try again later.");
    expect(failure.message).toContain("region");
    expect(await failureOf(session.listTenants(patient))).toMatchObject({
      code: "CREDENTIALS_REJECTED",
    });
    expect(calls()).toEqual([TOKEN]);
  });

  it("are told without the secret, though Sigma repeats it", async () => {
    const { current } = await source({
      [TOKEN]: ({ body }) => ({
        status: 401,
        body: { message: `bad form ${body} or acme-admin-secret or YWNtZS1hZG1pbi1zZWNyZXQ=` },
      }),
    });
    const { message } = await failureOf(current());
    expect(message).toContain("bad form [secret] or [secret] or [secret]");
    expect(message).not.toContain("acme-admin-secret");
  });

  it("are told apart from an address that is blocked", async () => {
    const { session, simulator } = await simulate();
    const body = { message: "IP address is not allowed", code: "forbidden" };
    simulator.fault({ path: "/v2/auth/token", effect: { kind: "status", status: 403, body } });
    const failure = await failureOf(session.whoami(undefined, patient));
    expect(failure).toMatchObject({ code: "NOT_PERMITTED" });
    expect(failure.message).toContain("IP address is not allowed");
    expect(failure.message).toContain("IP allowlist");
  });

  it.each([400, 404, 405, 501])(
    "are told apart from a host that is not Sigma's: %s",
    async (status) => {
      const { current } = await source({ [TOKEN]: { status, body: "no" } });
      const failure = await failureOf(current());
      expect(failure.code).toBe("NOT_SIGMA");
      expect(failure.message).toContain(`answered ${status} to the request for a token`);
    },
  );
});
