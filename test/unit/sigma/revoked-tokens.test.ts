import { describe, expect, it } from "@jest/globals";
import { failureOf, keyed, openPort, patient } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS } from "./support/stub-sigma.ts";

const TOKEN = "POST /v2/auth/token";
const READ = `GET ${AI_CONFIGS}`;
const SAVE = `POST ${AI_CONFIGS}`;
const ALWAYS_401 = { kind: "status", status: 401 } as const;

describe("a token that Sigma refuses", () => {
  it("is replaced, and the read tried once more", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    await port.read(patient);
    simulator.revokeTokens();
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(calls()).toEqual([TOKEN, READ, READ, TOKEN, READ]);
  });

  it("is replaced, and the save tried once more", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    await port.read(patient);
    simulator.revokeTokens();
    await expect(port.save(keyed(), patient)).resolves.toMatchObject({ kind: "saved" });
    expect(calls()).toEqual([TOKEN, READ, SAVE, TOKEN, SAVE]);
    expect(simulator.audit).toHaveLength(1);
  });

  it("is replaced, and the removal tried once more", async () => {
    const { session, simulator } = await simulate({}, { allowAssumed: true });
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    simulator.revokeTokens();
    await expect(port.remove(patient)).resolves.toEqual({ kind: "removed" });
  });

  it("is replaced once only: a second 401 is told", async () => {
    const { session, simulator, calls } = await simulate();
    simulator.fault({ path: AI_CONFIGS, times: 0, effect: ALWAYS_401 });
    const { port } = openPort(session);
    const failure = await failureOf(port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "CREDENTIALS_REJECTED" });
    expect(calls()).toEqual([TOKEN, SAVE, TOKEN, SAVE]);
  });

  it("is replaced by one token for all who met it", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    await port.read(patient);
    simulator.revokeTokens();
    simulator.clearRequests();
    await Promise.all(Array.from({ length: 20 }, () => port.read(patient)));
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(1);
    expect(calls().filter((call) => call === READ)).toHaveLength(40);
  });

  it("is replaced for the next operation too", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session);
    simulator.fault({ path: AI_CONFIGS, times: 2, effect: ALWAYS_401 });
    await failureOf(port.read(patient));
    simulator.clearRequests();
    await port.read(patient);
    expect(calls()).toEqual([READ]);
  });
});

describe("a tenant's token that Sigma refuses", () => {
  it("is exchanged anew", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await port.read(patient);
    simulator.revokeTokens("org-acme-emea");
    simulator.clearRequests();
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(calls()).toEqual([READ, TOKEN, READ]);
  });

  it("is exchanged anew with a new token of the parent's, where that was refused as well", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await port.read(patient);
    simulator.revokeTokens();
    simulator.clearRequests();
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(calls()).toEqual([READ, TOKEN, TOKEN, TOKEN, READ]);
    expect(simulator.requests.map(({ status }) => status)).toEqual([401, 401, 200, 200, 200]);
  });

  it("is told where the exchange stays refused", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await session.whoami(undefined, patient);
    simulator.clearRequests();
    simulator.fault({ path: "/v2/auth/token", times: 0, effect: ALWAYS_401 });
    expect(await failureOf(port.identify(patient))).toMatchObject({ code: "CREDENTIALS_REJECTED" });
    // The exchange, then the credentials themselves; these are not sent a third time.
    expect(calls()).toEqual(["GET /v2/tenants/org-acme-emea", TOKEN, TOKEN]);
    expect(await failureOf(port.identify(patient))).toMatchObject({ code: "CREDENTIALS_REJECTED" });
    expect(calls()).toHaveLength(3);
  });
});
