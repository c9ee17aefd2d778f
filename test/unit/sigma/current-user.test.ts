import { describe, expect, it } from "@jest/globals";
import { failureOf, openPort, patient } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";

describe("the user behind the credentials", () => {
  it.each([
    [undefined, "user-ada"],
    ["org-acme-emea", "user-edsger"],
  ])("of the organization %s is told", async (tenant, user) => {
    const { session } = await simulate();
    await expect(openPort(session, tenant).port.currentUser(patient)).resolves.toBe(user);
  });

  it.each([
    ["400", { kind: "status", status: 400 }],
    ["401", { kind: "status", status: 401 }],
    ["403", { kind: "status", status: 403 }],
    ["404", { kind: "status", status: 404 }],
    ["a web page", { kind: "html" }],
  ] as const)("is nobody where Sigma refuses to tell: %s", async (_, effect) => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: "/v2/whoami", times: 0, effect });
    await expect(openPort(session).port.currentUser(patient)).resolves.toBeUndefined();
  });

  it.each([
    ["500", { kind: "status", status: 500 }, "SIGMA_UNAVAILABLE"],
    ["a reset", { kind: "reset" }, "SIGMA_UNREACHABLE"],
    ["a long wait", { kind: "retryAfter", retryAfter: 999 }, "THROTTLED"],
    ["nonsense", { kind: "wrongJson" }, "UNEXPECTED_ANSWER"],
  ] as const)("is an error where Sigma fails: %s", async (_, effect, code) => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: "/v2/whoami", times: 0, effect });
    expect(await failureOf(openPort(session).port.currentUser(patient))).toMatchObject({ code });
  });

  it("of a tenant is asked for once", async () => {
    const { session, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    await port.currentUser(patient);
    await port.currentUser(patient);
    expect(calls().filter((call) => call === "GET /v2/whoami")).toHaveLength(1);
  });
});
