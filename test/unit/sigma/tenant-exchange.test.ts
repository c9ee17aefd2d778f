import { describe, expect, it } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { tenantBaseUrl, type Tenant } from "../../../provider/sigma/api/tenants.ts";
import { defaultSeed } from "../../../simulator/index.ts";
import {
  connectionTo,
  failureOf,
  keyed,
  openPort,
  openSession,
  patient,
} from "./support/client.ts";
import { START } from "./support/fake-clock.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub, type Script } from "./support/stub-sigma.ts";

const TOKEN = "POST /v2/auth/token";
const TENANT = "GET /v2/tenants/org-t";

function tenant(over: Partial<Tenant> = {}): Tenant {
  return {
    tenantOrganizationId: "org-t",
    parentOrganizationId: "org-acme",
    tenantOrganizationName: "T",
    tenantOrganizationSlug: "t",
    ...over,
  };
}

const stubWith = (script: Script = {}) =>
  startStub({ [TENANT]: { body: tenant() }, [`GET ${AI_CONFIGS}`]: { body: {} }, ...script });

describe("the exchange for a tenant's token", () => {
  it("sends the actor's token twice, and a signed subject token", async () => {
    const { url, requests } = await stubWith({
      [TOKEN]: [
        { body: { access_token: "actor", expires_in: 60 } },
        { body: { access_token: "tenant", expires_in: 60 } },
      ],
      [`GET ${AI_CONFIGS}`]: { body: { provider: null } },
    });
    await openPort(openSession({ url }), "org-t").port.read(patient);

    const [, found, exchange, read] = requests;
    expect(found?.headers.authorization).toBe("Bearer actor");
    expect(exchange?.headers.authorization).toBe("Bearer actor");
    const form = Object.fromEntries(new URLSearchParams(exchange?.body));
    expect(form).toEqual({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: expect.any(String),
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      actor_token: "actor",
      actor_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
    expect(read?.headers.authorization).toBe("Bearer tenant");

    const subject = form["subject_token"] ?? "";
    expect(decodeProtectedHeader(subject)).toEqual({ alg: "HS256", typ: "JWT", kid: "acme-admin" });
    expect(decodeJwt(subject)).toEqual({
      tenant: "org-t",
      // Signed when its turn had come.
      iat: START / 1000 + 1,
      exp: START / 1000 + 301,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const key = new TextEncoder().encode("acme-admin-secret");
    await expect(jwtVerify(subject, key, { currentDate: new Date(START) })).resolves.toBeDefined();
  });

  it("is made once for each tenant, with one token of the parent's", async () => {
    const { session, calls } = await simulate();
    const ports = ["org-acme-emea", "org-acme-apac"].flatMap((id) =>
      Array.from({ length: 10 }, () => openPort(session, id).port),
    );
    const identities = await Promise.all(ports.map((port) => port.identify(patient)));
    expect(new Set(identities.map(({ organizationId }) => organizationId))).toEqual(
      new Set(["org-acme-emea", "org-acme-apac"]),
    );
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(3);
    expect(calls()).toHaveLength(5);
  });

  it("is renewed before its end, without another token of the parent's", async () => {
    const { session, clock, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await port.identify(patient);
    clock.advance(3_400_000);
    await session.listTenants(patient);
    clock.advance(145_000);
    await port.identify(patient);
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(4);
  });

  it("lets a tenant be configured, and nobody else", async () => {
    const { session, simulator } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await port.save(keyed(), patient);
    expect(simulator.state("org-acme-emea").integration?.provider).toBe("openAI");
    expect(simulator.state("org-acme").integration).toBeNull();
    await expect(port.currentUser(patient)).resolves.toBe("user-edsger");
  });

  it("is refused where the token speaks for another organization", async () => {
    const { url } = await stubWith();
    const failure = await failureOf(
      openPort(openSession({ url }), "org-t").port.currentUser(patient),
    );
    expect(failure).toMatchObject({ code: "WRONG_ORGANIZATION" });
    expect(failure.message).toContain("speaks for org-acme, not for org-t");
  });

  it("tells what Sigma refuses, without the tokens", async () => {
    const { url } = await stubWith({
      [TOKEN]: [
        { body: { access_token: "the-actor-token", expires_in: 60 } },
        ({ body }) => ({
          status: 403,
          body: { message: `not allowed: ${new URLSearchParams(body).get("subject_token")}` },
        }),
      ],
    });
    const failure = await failureOf(openPort(openSession({ url }), "org-t").port.identify(patient));
    expect(failure).toMatchObject({ code: "NOT_PERMITTED" });
    expect(failure.message).toContain('answered 403: "not allowed: [secret]"');
  });
});

describe("a tenant's own API", () => {
  it.each([
    [
      "a region's",
      "https://api.eu.aws.sigmacomputing.com",
      "https://api.eu.aws.sigmacomputing.com",
    ],
    ["the parent's", "https://gateway.acme.example/x", "https://gateway.acme.example/x"],
    ["an unknown host's", "https://api.evil.example", undefined],
    ["a look-alike's", "https://api.eu.aws.sigmacomputing.com.evil.example", undefined],
    ["a known host's, at another port", "https://api.sigmacomputing.com:8443", undefined],
    ["a known host's, without TLS", "http://api.sigmacomputing.com", undefined],
    ["loopback, from outside", "http://127.0.0.1:1", undefined],
    ["no URL", "eu", undefined],
    ["not told", undefined, undefined],
    ["null", null, undefined],
  ])("is used on known hosts only: %s", (_, tenantApiUrl, used) => {
    const connection = connectionTo("https://gateway.acme.example");
    const url = tenantBaseUrl(tenant({ tenantApiUrl }), connection);
    expect(url.href).toBe(new URL(used ?? "https://gateway.acme.example").href);
  });

  it("is asked with the tenant's token, while the exchange stays with the parent's API", async () => {
    const own = await startStub({ [`GET ${AI_CONFIGS}`]: { body: { provider: null } } });
    const parent = await stubWith({ [TENANT]: { body: tenant({ tenantApiUrl: own.url }) } });
    await openPort(openSession(parent), "org-t").port.read(patient);
    expect(parent.calls()).toEqual([TOKEN, TENANT, TOKEN]);
    expect(own.calls()).toEqual([`GET ${AI_CONFIGS}`]);
  });

  it("is left alone on an unknown host", async () => {
    const organizations = defaultSeed.organizations.map((organization) => ({
      ...organization,
      ...(organization.id === "org-acme-emea" ? { tenantApiUrl: "https://evil.invalid" } : {}),
    }));
    const { session, calls } = await simulate({ seed: { organizations } });
    await openPort(session, "org-acme-emea").port.read(patient);
    expect(calls().at(-1)).toBe(`GET ${AI_CONFIGS}`);
  });
});
