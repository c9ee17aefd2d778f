import { describe, expect, it } from "@jest/globals";

import { createManualClock } from "../../../simulator/index.ts";
import {
  accessToken,
  askToken,
  clientOf,
  exchangeToken,
  send,
  start,
  type SubjectToken,
} from "./support.ts";

const ADMIN = {
  grant_type: "client_credentials",
  client_id: "acme-admin",
  client_secret: "acme-admin-secret",
};
const BASIC = `Basic ${Buffer.from("acme-admin:acme-admin-secret").toString("base64")}`;
const UNVERIFIED = {
  code: "unauthorized",
  message: "We cannot verify your identity. Please try again later.",
};

describe("client credentials", () => {
  it.each([
    ["in the form", ADMIN, {}],
    ["in the header", { grant_type: "client_credentials" }, { authorization: BASIC }],
  ])("are taken %s", async (_, form, headers) => {
    const simulator = await start();
    const { status, json } = await askToken(simulator, form, headers);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      access_token: expect.any(String),
      token_type: "bearer",
      expires_in: 3600,
      refresh_token: expect.any(String),
    });
  });

  it("are taken as JSON, as the older OpenAPI document says", async () => {
    const simulator = await start();
    const { status } = await send(simulator, "POST", "/v2/auth/token", { body: ADMIN });
    expect(status).toBe(200);
  });

  it.each([
    ["a wrong secret", { ...ADMIN, client_secret: "wrong" }],
    ["an unknown client", { ...ADMIN, client_id: "nobody" }],
    ["no credentials", { grant_type: "client_credentials" }],
    ["an unknown refresh token", { grant_type: "refresh_token", refresh_token: "wrong" }],
  ])("are refused: %s", async (_, form) => {
    const { status, json } = await askToken(await start(), form);
    expect(status).toBe(401);
    expect(json).toMatchObject({ requestId: expect.any(String), ...UNVERIFIED });
  });

  it("must come with a known grant type", async () => {
    const { status, json } = await askToken(await start(), { grant_type: "password" });
    expect(status).toBe(400);
    expect(json).toMatchObject({ message: expect.stringMatching(/^grant_type: /) });
  });
});

describe("access tokens", () => {
  it("expire on the simulator's clock, and can be refreshed", async () => {
    const clock = createManualClock();
    const simulator = await start({ clock, tokenLifetime: 60 });
    const { json } = await askToken(simulator, ADMIN);
    const tokens = json as { access_token: string; refresh_token: string };
    const whoami = (token: string) =>
      send(simulator, "GET", "/v2/whoami", { headers: { authorization: `Bearer ${token}` } });

    clock.advance(59_999);
    expect(await whoami(tokens.access_token)).toMatchObject({ status: 200 });
    clock.advance(1);
    expect(await whoami(tokens.access_token)).toMatchObject({
      status: 401,
      json: { code: "unauthorized", message: "Token missing or malformed" },
    });

    const refreshed = await askToken(simulator, {
      grant_type: "refresh_token",
      refresh_token: tokens.refresh_token,
    });
    const fresh = refreshed.json as { access_token: string };
    expect(await whoami(fresh.access_token)).toMatchObject({ status: 200 });
  });

  it("can be revoked, for one organization or all", async () => {
    const simulator = await start();
    const acme = await clientOf(simulator);
    const globex = await clientOf(simulator, "globex-admin");
    expect(simulator.revokeTokens("org-acme")).toBe(2);
    expect(await acme("GET", "/v2/whoami")).toMatchObject({ status: 401 });
    expect(await globex("GET", "/v2/whoami")).toMatchObject({ status: 200 });
    simulator.revokeTokens();
    expect(await globex("GET", "/v2/whoami")).toMatchObject({ status: 401 });
  });

  it("say whom they speak for", async () => {
    const whoami = await (await clientOf(await start(), "acme-analyst"))("GET", "/v2/whoami");
    expect(whoami.json).toEqual({ userId: "user-alan", organizationId: "org-acme" });
  });
});

describe("the token limit", () => {
  it("is one request a second for each credential", async () => {
    const clock = createManualClock();
    const simulator = await start({ clock, tokenInterval: 1000 });
    const statusOf = async (clientId: string) =>
      (
        await askToken(simulator, {
          grant_type: "client_credentials",
          client_id: clientId,
          client_secret: `${clientId}-secret`,
        })
      ).status;

    expect(await statusOf("acme-admin")).toBe(200);
    expect(await statusOf("globex-admin")).toBe(200);
    expect(await statusOf("acme-admin")).toBe(429);
    clock.advance(999);
    expect(await statusOf("acme-admin")).toBe(429);
    clock.advance(1);
    expect(await statusOf("acme-admin")).toBe(200);
  });

  it("says how long to wait", async () => {
    const simulator = await start({ clock: createManualClock(), tokenInterval: 2500 });
    await askToken(simulator, ADMIN);
    const { status, headers, json } = await askToken(simulator, ADMIN);
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe("3");
    expect(json).toMatchObject({ code: "too_many_requests", message: "Too many token requests" });
  });

  it("counts exchanges for tenants", async () => {
    const clock = createManualClock();
    const simulator = await start({ clock, tokenInterval: 1000 });
    const actor = await accessToken(simulator);
    expect(await exchangeToken(simulator, actor)).toMatchObject({ status: 429 });
    clock.advance(1000);
    expect(await exchangeToken(simulator, actor)).toMatchObject({ status: 200 });
    expect(await askToken(simulator, ADMIN)).toMatchObject({ status: 429 });
  });
});

describe("the exchange for a tenant", () => {
  it("gives a token that speaks for the tenant's admin", async () => {
    const simulator = await start();
    const { json } = await exchangeToken(simulator, await accessToken(simulator));
    expect(json).toEqual({
      access_token: expect.any(String),
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
      token_type: "Bearer",
      expires_in: 3600,
    });
    const { access_token } = json as { access_token: string };
    const whoami = await send(simulator, "GET", "/v2/whoami", {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(whoami.json).toEqual({ userId: "user-edsger", organizationId: "org-acme-emea" });
    expect(simulator.requests.slice(-2)).toMatchObject([
      { path: "/v2/auth/token", organizationId: "org-acme-emea", clientId: "acme-admin" },
      { path: "/v2/whoami", organizationId: "org-acme-emea", clientId: "acme-admin" },
    ]);
  });

  it.each<[string, SubjectToken, number]>([
    [
      "a token that has not expired",
      { claims: { tenant: "org-acme-apac", exp: startSeconds() + 1 } },
      200,
    ],
    ["a user by email", { claims: { sub: "grace@acme.example" } }, 200],
    ["an expired token", { claims: { tenant: "org-acme-emea", exp: startSeconds() } }, 401],
    ["another secret", { secret: "not-the-secret" }, 401],
    ["another algorithm", { algorithm: "HS512" }, 401],
    ["an unknown credential", { clientId: "nobody" }, 401],
    ["a credential of another organization", { clientId: "globex-admin" }, 401],
    ["neither tenant nor user", { claims: {} }, 401],
    ["an organization that is no tenant", { claims: { tenant: "org-globex" } }, 403],
    ["the organization itself", { claims: { tenant: "org-acme" } }, 403],
    ["an unknown user", { claims: { sub: "nobody@acme.example" } }, 403],
  ])("with %s", async (_, subject, expected) => {
    const simulator = await start({ clock: createManualClock() });
    const actor = await accessToken(simulator);
    expect(await exchangeToken(simulator, actor, subject)).toMatchObject({ status: expected });
  });

  it("needs an Admin's token", async () => {
    const simulator = await start();
    const actor = await accessToken(simulator, "acme-analyst");
    expect(await exchangeToken(simulator, actor)).toMatchObject({ status: 403 });
  });

  it("needs the actor token in the header too", async () => {
    const simulator = await start();
    const { status } = await askToken(simulator, {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: "any",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      actor_token: await accessToken(simulator),
      actor_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
    expect(status).toBe(401);
  });
});

/** The manual clock's time, in seconds. */
function startSeconds(): number {
  return createManualClock().now() / 1000;
}
