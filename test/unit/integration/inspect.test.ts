import { describe, expect, it } from "@jest/globals";
import { IntegrationError } from "../../../provider/integration/errors.ts";
import { inspect } from "../../../provider/integration/inspect.ts";
import type { Observation } from "../../../provider/integration/port.ts";
import { createContext, outcomeOf } from "./support/context.ts";
import { createSigma, ORGANIZATION, type Profile } from "./support/sigma.ts";

describe("a look at an organization", () => {
  it.each<[Profile, boolean, Observation["kind"], number]>([
    ["full", true, "present", 0],
    ["full", false, "absent", 0],
    ["minimal", true, "present", 0],
    ["minimal", false, "absent", 0],
    ["published", true, "unknown", 1],
    ["published", false, "unknown", 1],
  ])("in %s, with something there %p, is %s", async (profile, there, kind, notices) => {
    const sigma = createSigma(profile);
    if (there) sigma.edit({ aiProvider: "gemini" });
    const context = createContext(sigma);
    const { organizationId, observation } = await inspect(context);
    expect([organizationId, observation.kind]).toEqual([ORGANIZATION, kind]);
    expect(context.notices).toHaveLength(notices);
    expect(sigma.calls).toEqual(["identify", "read"]);
  });

  it("has what Sigma reports", async () => {
    const sigma = createSigma();
    sigma.edit({ aiProvider: "gemini" }, "user-grace");
    expect((await inspect(createContext(sigma))).observation).toMatchObject({
      report: { facts: { aiProvider: "gemini" }, revision: "api:1", updatedBy: "user-grace" },
    });
  });

  it("says where nothing can be told, with the reason", async () => {
    const context = createContext(createSigma("published"));
    await inspect(context);
    expect(context.notices).toEqual([
      {
        organizationId: ORGANIZATION,
        severity: "warning",
        title: "Sigma cannot be read",
        text: "whether an AI provider is configured cannot be told: there is no read",
      },
    ]);
  });

  it.each(["identify", "read"] as const)("fails where %s fails", async (method) => {
    const sigma = createSigma();
    sigma.failing = { [method]: new IntegrationError("NOT_PERMITTED", { problem: "no admin" }) };
    expect(await outcomeOf(inspect(createContext(sigma)))).toBe("NOT_PERMITTED");
  });
});
