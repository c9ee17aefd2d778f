import { describe, expect, it } from "@jest/globals";
import type { PlannedAction } from "../../../provider/integration/claims.ts";
import { toIntegrationError } from "../../../provider/integration/errors.ts";
import { plan, planCreate, planRemove } from "../../../provider/integration/plan.ts";
import { configOf, openai, type Raw } from "./support/configs.ts";
import { createContext } from "./support/context.ts";
import { stateOf } from "./support/state.ts";

const RENAMED = "A resource under another name";

/** What is planned, and for which tenant; `move` is a replacement, which goes to another tenant. */
type Planned = [action: PlannedAction | "move" | "retain", tenant?: string, to?: string];

/** What the user is told of two resources in one plan, in this order: a heading, or the code of the error. */
async function told(...steps: Planned[]): Promise<string[]> {
  const context = createContext();
  try {
    for (const [action, tenant, to] of steps) {
      const raw = (at?: string, more: Raw = {}): Raw =>
        openai({ ...more, ...(at === undefined ? {} : { tenant: at }) });
      const prior = raw(tenant, action === "retain" ? { removal: "retain" } : {});
      const state = stateOf(prior, { organizationId: tenant ?? "org-acme" });
      if (action === "add") planCreate(configOf(raw(tenant)), context);
      else if (action === "keep") await plan(configOf(raw(tenant)), state, context);
      else if (action === "move") await plan(configOf(raw(to)), state, context);
      else planRemove(state, context);
    }
  } catch (error) {
    return [toIntegrationError(error).code];
  }
  return context.notices.map(({ title = "" }) => title).filter((title) => title === RENAMED);
}

describe("two resources of one plan", () => {
  it.each<[Planned[0], Planned[0], string[]]>([
    ["add", "remove", [RENAMED]],
    ["remove", "add", [RENAMED]],
    ["keep", "add", []],
    ["keep", "remove", ["DUPLICATE_RESOURCE"]],
    ["remove", "keep", ["DUPLICATE_RESOURCE"]],
    ["keep", "retain", []],
    ["remove", "remove", []],
  ])("%s and %s", async (one, other, expected) => {
    expect(await told([one])).toEqual([]);
    expect(await told([one], [other])).toEqual(expected);
    expect(await told([one, "emea"], [other, "emea"])).toEqual(expected);
    expect(await told([one, "emea"], [other, "apac"])).toEqual([]);
    expect(await told([one], [other, "apac"])).toEqual([]);
  });

  it("one of which goes to another organization, and takes the integration with it", async () => {
    expect(await told(["move", "emea", "apac"], ["add", "apac"])).toEqual([]);
    expect(await told(["move", "emea", "apac"], ["add", "emea"])).toEqual([RENAMED]);
    expect(await told(["move", "emea", "apac"], ["keep", "emea"])).toEqual(["DUPLICATE_RESOURCE"]);
    expect(await told(["keep", "emea"], ["move", "emea", "apac"])).toEqual(["DUPLICATE_RESOURCE"]);
  });
});

it("a removal of what this run has saved is not planned, since it is left in place", () => {
  const context = createContext();
  context.claims.claim("org-acme");
  planRemove(stateOf(openai()), context);
  expect(context.notices).toEqual([]);
});
