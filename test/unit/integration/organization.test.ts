import { describe, expect, it } from "@jest/globals";
import { create } from "../../../provider/integration/create.ts";
import type { Context } from "../../../provider/integration/context.ts";
import { confirmOrganization } from "../../../provider/integration/organization.ts";
import { plan } from "../../../provider/integration/plan.ts";
import { read } from "../../../provider/integration/read.ts";
import { remove } from "../../../provider/integration/remove.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { update } from "../../../provider/integration/update.ts";
import { configOf, openai, OTHER_KEY, type Raw } from "./support/configs.ts";
import { add, createContext, outcomeOf } from "./support/context.ts";
import { createSigma, PROFILES } from "./support/sigma.ts";

type Operation = (raw: Raw, state: IntegrationState, context: Context) => Promise<unknown>;

const OPERATIONS: Record<"create" | "read" | "update" | "remove", Operation> = {
  create: (raw, _, context) => create(configOf(raw), context),
  read: (_, state, context) => read(state, context),
  update: (raw, state, context) => update(state, configOf(raw), context),
  remove: (_, state, context) => remove(state, context),
};
const guarded = openai({ expectedOrganizationId: "org-acme" }, OTHER_KEY);

describe("with the credentials of another organization nothing is sent but whoami", () => {
  const table = PROFILES.flatMap((profile) =>
    (["create", "read", "update", "remove"] as const).map((name) => [name, profile] as const),
  );
  it.each(table)("%s, %s", async (name, profile) => {
    const sigma = createSigma(profile);
    const state = await add(sigma, openai());
    const before = sigma.integration;
    sigma.organizationId = "org-other";
    const context = createContext(sigma);
    const operation = OPERATIONS[name](guarded, state, context);
    await expect(operation).rejects.toMatchObject({ code: "WRONG_ORGANIZATION" });
    await expect(operation).rejects.toThrow("the credentials belong to org-other, but ");
    await expect(operation).rejects.toThrow("org-acme");
    expect(sigma.calls).toEqual(["identify"]);
    expect(sigma.integration).toBe(before);
    expect(context.claims.has("org-other")).toBe(false);
  });

  it("even where nothing is configured there: that is not an absence", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    Object.assign(sigma, { organizationId: "org-other", integration: undefined });
    for (const name of ["read", "remove"] as const) {
      const outcome = await outcomeOf(OPERATIONS[name](openai(), state, createContext(sigma)));
      expect(outcome).toBe("WRONG_ORGANIZATION");
    }
  });
});

describe("an expectation that the state contradicts", () => {
  const raw = openai({ expectedOrganizationId: "org-other" });
  it.each<[string, (state: IntegrationState, context: Context) => Promise<unknown>]>([
    ["fails the plan", (state, context) => plan(configOf(raw), state, context)],
    ["fails the update", (state, context) => update(state, configOf(raw), context)],
    [
      "fails the guard",
      (state, context) => confirmOrganization(context, { state, config: configOf(raw) }),
    ],
  ])("%s, and nothing at all is sent", async (_, operate) => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    await expect(operate(state, createContext(sigma))).rejects.toThrow(
      "the resource manages org-acme, but expectedOrganizationId is org-other. Correct expectedOrganizationId, or use another resource for the other organization. [WRONG_ORGANIZATION]",
    );
    expect(sigma.calls).toEqual([]);
  });
});

describe("the right organization", () => {
  it("may be created with the guard", async () => {
    const sigma = createSigma();
    expect(await outcomeOf(create(configOf(guarded), createContext(sigma)))).toBe("done");
  });

  it("is confirmed where only the connection changes", async () => {
    const sigma = createSigma();
    const state = await add(sigma, openai());
    const config = configOf(openai({ connection: "eu" }));
    const { state: after } = await update(state, config, createContext(sigma));
    expect(sigma.calls).toEqual(["identify"]);
    expect(after.connection).toBe("eu");

    sigma.organizationId = "org-other";
    const back = update(after, configOf(openai()), createContext(sigma));
    expect(await outcomeOf(back)).toBe("WRONG_ORGANIZATION");
  });
});
