import { describe, expect, it } from "@jest/globals";
import { openPort, openSession, patient, failureOf, USER_AGENT } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

const TOKEN = "POST /v2/auth/token";
const WHOAMI = "GET /v2/whoami";
const READ = `GET ${AI_CONFIGS}`;

describe("who the credentials speak for", () => {
  it("is what Sigma says, asked for once", async () => {
    const { session, calls } = await simulate();
    const { port } = openPort(session);
    const ada = { organizationId: "org-acme", userId: "user-ada" };
    await expect(port.identify(patient)).resolves.toEqual(ada);
    await expect(port.identify(patient)).resolves.toEqual(ada);
    await expect(port.currentUser(patient)).resolves.toBe("user-ada");
    await expect(openPort(session).port.identify(patient)).resolves.toEqual(ada);
    expect(calls()).toEqual([TOKEN, WHOAMI]);
  });

  it("is asked for once by 30 ports at the same time", async () => {
    const { session, calls } = await simulate();
    const ports = Array.from({ length: 30 }, () => openPort(session).port);
    await Promise.all(ports.map((port) => port.identify(patient)));
    expect(calls()).toEqual([TOKEN, WHOAMI]);
  });

  it("is asked for again after a failure", async () => {
    const { session, simulator, calls } = await simulate();
    simulator.fault({ path: "/v2/whoami", effect: { kind: "status", status: 400 } });
    const { port } = openPort(session);
    expect(await failureOf(port.identify(patient))).toMatchObject({ code: "REQUEST_REFUSED" });
    await expect(port.identify(patient)).resolves.toMatchObject({ organizationId: "org-acme" });
    expect(calls()).toEqual([TOKEN, WHOAMI, WHOAMI]);
  });

  it.each([
    ["no organization", { userId: "user-ada" }],
    ["an empty organization", { userId: "user-ada", organizationId: "" }],
    ["no user", { organizationId: "org-acme" }],
    [
      "an organization with a line break",
      { userId: "user-ada", organizationId: "org-acme\nerror: FAKE" },
    ],
    ["an organization in colour", { userId: "user-ada", organizationId: "\u001b[31morg-acme" }],
    ["a user with a space", { userId: "user ada", organizationId: "org-acme" }],
    ["an organization of 201 characters", { userId: "user-ada", organizationId: "o".repeat(201) }],
    [
      "an organization named like the client's secret",
      { userId: "user-ada", organizationId: "acme-admin-secret" },
    ],
    ["a list", []],
    ["nothing", null],
  ])("must be told: %s is an unexpected answer", async (_, body) => {
    const { url } = await startStub({ [WHOAMI]: { body } });
    const failure = await failureOf(openPort(openSession({ url })).port.identify(patient));
    expect(failure).toMatchObject({
      code: "UNEXPECTED_ANSWER",
      details: { expected: "userId and organizationId" },
    });
  });

  it("is one for the credentials and another for a tenant of theirs", async () => {
    const { session } = await simulate();
    const own = await session.whoami(undefined, patient);
    const tenant = await session.whoami("org-acme-emea", patient);
    expect([own.userId, tenant.userId]).toEqual(["user-ada", "user-edsger"]);
  });

  it.each([
    ["says nothing", { status: 404, body: {} }, "NOT_SIGMA"],
    ["gives a reason", { status: 404, body: { message: "No such user" } }, "REQUEST_REFUSED"],
  ])("is not Sigma where a 404 %s", async (_, reply, code) => {
    const { url } = await startStub({ [WHOAMI]: reply });
    const failure = await failureOf(openPort(openSession({ url })).port.identify(patient));
    expect(failure).toMatchObject({ code });
  });

  it("is not Sigma where a web page answers", async () => {
    const { simulator, session } = await simulate();
    simulator.fault({ path: "/v2/whoami", effect: { kind: "html" } });
    const failure = await failureOf(openPort(session).port.identify(patient));
    expect(failure).toMatchObject({ code: "NOT_SIGMA" });
    expect(failure.message).toContain("answered 200 with a web page");
  });
});

describe("the requests of an operation", () => {
  it("are one token, one identity and one read where nothing changes", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    await port.identify(patient);
    await port.read(patient);
    expect(calls()).toEqual([TOKEN, WHOAMI, READ]);
    expect(new Set(simulator.requests.map(({ userAgent }) => userAgent))).toEqual(
      new Set([USER_AGENT]),
    );
  });

  it("are one token and one identity for 30 operations, and a read for each", async () => {
    const { session, calls } = await simulate();
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const { port } = openPort(session);
        await port.identify(patient);
        await port.read(patient);
      }),
    );
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(1);
    expect(calls().filter((call) => call === WHOAMI)).toHaveLength(1);
    expect(calls().filter((call) => call === READ)).toHaveLength(30);
  });

  it("carry the token and ask for JSON", async () => {
    const { url, requests } = await startStub({ [READ]: { body: { provider: null } } });
    await openPort(openSession({ url })).port.read(patient);
    expect(requests[1]?.headers).toMatchObject({
      accept: "application/json",
      authorization: expect.stringMatching(/^Bearer stub-token-\d+$/),
      "user-agent": USER_AGENT,
    });
    expect(requests[1]?.body).toBe("");
  });
});
