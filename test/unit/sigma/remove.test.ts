import { describe, expect, it } from "@jest/globals";
import { PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import type { FaultInput } from "../../../simulator/index.ts";
import { failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { createFakeClock } from "./support/fake-clock.ts";
import { simulate } from "./support/simulated.ts";
import { AI_CONFIGS, startStub } from "./support/stub-sigma.ts";

const REMOVE = `DELETE ${AI_CONFIGS}`;
const WAY_OUT =
  'Set removal to "retain", apply, then delete the resource, and remove the integration by hand under Administration > AI settings';
const ALLOWED = { allowAssumed: true };

async function removeAgainst(fault: FaultInput) {
  const { session, simulator, calls, clock } = await simulate({}, ALLOWED);
  const { port } = openPort(session);
  await port.save(keyed(), patient);
  simulator.fault({ path: AI_CONFIGS, times: 0, ...fault });
  const removes = () => calls().filter((call) => call === REMOVE);
  return { outcome: port.remove(patient), simulator, removes, clock };
}

describe("a removal", () => {
  it.each(["full", "minimal"] as const)("is done where it is allowed: %s", async (profile) => {
    const { session, simulator } = await simulate({ profile }, ALLOWED);
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    await expect(port.remove(patient)).resolves.toEqual({ kind: "removed" });
    expect(simulator.state("org-acme").integration).toBeNull();
  });

  it("is refused, with nothing sent, since its route is assumed", async () => {
    const { session, calls } = await simulate();
    const failure = await failureOf(openPort(session).port.remove(patient));
    expect(failure).toMatchObject({ code: "ASSUMED_REMOVE_REFUSED" });
    expect(failure.message).toContain("nothing was sent");
    expect(failure.message).toContain(WAY_OUT);
    expect(failure.message).toContain("SIGMA_ALLOW_ASSUMED=write");
    expect(calls()).toEqual([]);
  });

  it.each(["published", "second-hand"] as const)("needs no leave once it is %s", async (grade) => {
    const operations = {
      ...PACKAGED_CONTRACT.operations,
      remove: { method: "DELETE", path: AI_CONFIGS, grade } as const,
    };
    const { session } = await simulate({}, { contract: { ...PACKAGED_CONTRACT, operations } });
    await expect(openPort(session).port.remove(patient)).resolves.toEqual({ kind: "removed" });
  });

  it("has no way where the contract says so, whatever is allowed", async () => {
    const operations = { ...PACKAGED_CONTRACT.operations, remove: null };
    const contract = { ...PACKAGED_CONTRACT, operations };
    const { session, calls } = await simulate({}, { ...ALLOWED, contract });
    const failure = await failureOf(openPort(session).port.remove(patient));
    expect(failure).toMatchObject({ code: "REMOVE_UNSUPPORTED" });
    expect(calls()).toEqual([]);
  });

  it.each([
    ["the profile published", undefined],
    ["404", { kind: "status", status: 404 }],
    ["405", { kind: "status", status: 405 }],
    ["501", { kind: "status", status: 501 }],
    ["a web page with 200", { kind: "html" }],
    ["a web page with 404", { kind: "html", status: 404 }],
  ] as const)("is unsupported, never done: %s", async (_, effect) => {
    const { session, simulator, calls } = await simulate({}, ALLOWED);
    const { port } = openPort(session);
    await port.save(keyed(), patient);
    if (effect === undefined) simulator.setProfile("published");
    else simulator.fault({ path: AI_CONFIGS, effect });
    const failure = await failureOf(port.remove(patient));
    expect(failure).toMatchObject({ code: "REMOVE_UNSUPPORTED" });
    expect(failure.message).toContain(`Nothing was removed. ${WAY_OUT}.`);
    expect(calls().filter((call) => call === REMOVE)).toHaveLength(1);
    expect(simulator.state("org-acme").integration).not.toBeNull();
  });

  it.each([
    [400, "REQUEST_REFUSED"],
    [403, "NOT_PERMITTED"],
    [409, "REQUEST_REFUSED"],
    [307, "NOT_SIGMA"],
  ])("that Sigma refuses with %s is %s", async (status, code) => {
    const { outcome, removes } = await removeAgainst({ effect: { kind: "status", status } });
    expect(await failureOf(outcome)).toMatchObject({ code });
    expect(removes()).toHaveLength(1);
  });

  it.each([
    ["500", { kind: "status", status: 500 }, "Sigma answered 500"],
    ["a web page with 502", { kind: "html", status: 502 }, "Sigma answered 502"],
    ["resets", { kind: "reset" }, "ECONNRESET"],
    ["half an answer", { kind: "truncate" }, "closed before the answer was whole"],
  ] as const)("is tried four times, and then ambiguous: %s", async (_, effect, reason) => {
    const { outcome, removes, clock } = await removeAgainst({ effect });
    await expect(outcome).resolves.toEqual({
      kind: "ambiguous",
      reason: expect.stringContaining(reason),
    });
    expect(removes()).toHaveLength(4);
    expect(clock.slept).toHaveLength(3);
  });

  it("that Sigma did without saying so is done at the next attempt", async () => {
    const effect = { kind: "reset" } as const;
    const { outcome, removes, simulator } = await removeAgainst({
      effect,
      when: "after",
      times: 1,
    });
    await expect(outcome).resolves.toEqual({ kind: "removed" });
    expect(removes()).toHaveLength(2);
    expect(simulator.audit.map(({ event }) => event)).toEqual([
      "AI_PROVIDER_ADDED",
      "AI_PROVIDER_REMOVED",
    ]);
  });

  it.each([
    ["a list", { kind: "wrongJson" }],
    ["null", { kind: "wrongJson", body: null }],
    ["text", { kind: "text", body: "Removed!" }],
  ] as const)("is ambiguous where the answer cannot be understood: %s", async (_, effect) => {
    const { outcome, removes } = await removeAgainst({ effect });
    await expect(outcome).resolves.toEqual({
      kind: "ambiguous",
      reason: "Sigma answered 200 with a body of another form",
    });
    expect(removes()).toHaveLength(1);
  });

  it.each([
    ["an empty object", { body: {} }],
    ["no content", { status: 204 }],
    ["an empty body", { body: "" }],
    ["an empty body that is called HTML", { headers: { "content-type": "text/html" }, body: "" }],
  ])("is done where Sigma answers with %s", async (_, reply) => {
    const stub = await startStub({ [REMOVE]: reply });
    const { port } = openPort(openSession(stub, ALLOWED));
    await expect(port.remove(patient)).resolves.toEqual({ kind: "removed" });
  });

  it.each([
    ["404", { status: 404 }, "at another attempt it answered 404"],
    ["a web page", { headers: { "content-type": "text/html" }, body: "<html>" }, "with a web page"],
  ])("that may have worked is never unsupported afterwards: %s", async (_, answer, reason) => {
    for (const broken of [{ reset: true }, { status: 503 }]) {
      const stub = await startStub({ [REMOVE]: [broken, answer] });
      const { port } = openPort(openSession(stub, ALLOWED));
      await expect(port.remove(patient)).resolves.toEqual({
        kind: "ambiguous",
        reason: expect.stringContaining(reason),
      });
    }
  });

  it("that may have worked is ambiguous where Sigma is gone afterwards", async () => {
    const stub = await startStub({ [REMOVE]: { reset: true } });
    const clock = createFakeClock({ onSleep: () => void stub.close() });
    const { port } = openPort(openSession({ url: stub.url, clock }, ALLOWED));
    await expect(port.remove(patient)).resolves.toEqual({
      kind: "ambiguous",
      reason: expect.stringContaining("ECONNREFUSED"),
    });
  });

  it("that was sent and then ended is ambiguous, and one that was not is cancelled", async () => {
    const user = new AbortController();
    const clock = createFakeClock({ onSleep: () => user.abort() });
    const stub = await startStub({ [REMOVE]: { status: 503 } });
    const { port } = openPort(openSession({ url: stub.url, clock }, ALLOWED));
    await expect(port.remove(user.signal)).resolves.toMatchObject({ kind: "ambiguous" });
    expect(await failureOf(port.remove(user.signal))).toMatchObject({ code: "CANCELLED" });
    expect(stub.calls().filter((call) => call === REMOVE)).toHaveLength(1);
  });
});
