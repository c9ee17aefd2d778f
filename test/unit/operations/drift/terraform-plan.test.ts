import { describe, expect, it } from "@jest/globals";
import { readPlan } from "../../../../provider/operations/drift/terraform-plan.ts";

const TYPE = "sigma_external_ai_integration";
const values = {
  organization_id: "org-acme",
  ai_provider: "openai",
  remote_revision: "api:1",
  tenant: null,
  removal: null,
};

function change(name: string, actions: readonly string[], more: object = {}, type = TYPE) {
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    change: { actions, before: values, after: values, after_unknown: {}, ...more },
  };
}

function diagnostic(name: string, severity: string, summary: string, detail: string) {
  const range = { filename: "main.tf", start: { line: 3, column: 1 } };
  return JSON.stringify({
    type: "diagnostic",
    diagnostic: { severity, summary, detail, address: `${TYPE}.${name}`, range },
  });
}

const events = (...lines: readonly string[]) =>
  [JSON.stringify({ type: "version", terraform: "1.11.4" }), ...lines, ""].join("\n");
const shown = (plan: object) => JSON.stringify({ format_version: "1.2", ...plan });

describe("a plan of Terraform's", () => {
  it("tells the decision, the state before and after, and what our provider said of it", () => {
    const live = { ...values, ai_provider: "gemini", remote_revision: "api:2" };
    const after = { ...values, remote_revision: undefined, removal: "retain" };
    const check = readPlan(
      events(
        diagnostic("ai", "warning", "Changed outside", "org-acme: openai: vendor changed outside"),
        diagnostic(
          "ai",
          "warning",
          "Prompts go to another company",
          "org-acme: the vendor changes",
        ),
      ),
      shown({
        resource_changes: [
          change("ai", ["update"], {
            before: live,
            after,
            after_unknown: { remote_revision: true },
          }),
        ],
        resource_drift: [change("ai", ["update"], { after: live })],
      }),
    );
    const recorded = { organizationId: "org-acme", aiProvider: "openai", remoteRevision: "api:1" };
    expect(check).toEqual({
      otherChanges: 0,
      deployments: [],
      failures: [],
      file: "main.tf",
      seen: [
        {
          name: `${TYPE}.ai`,
          action: "update",
          recorded,
          live: { ...recorded, aiProvider: "gemini", remoteRevision: "api:2" },
          said: [
            { origin: "outside", path: "openai", text: "vendor changed outside" },
            { origin: "configuration", text: "the vendor changes" },
          ],
          differing: ["ai_provider", "removal"],
          line: 3,
        },
      ],
    });
  });

  it.each<[string | undefined, readonly string[]]>([
    ["same", ["no-op"]],
    ["create", ["create"]],
    ["update", ["update"]],
    ["update", ["delete", "create"]],
    ["delete", ["delete"]],
    ["delete", ["forget"]],
  ])("%s for %j", (action, actions) => {
    const { seen } = readPlan(events(), shown({ resource_changes: [change("ai", actions)] }));
    expect(seen.map((each) => each.action)).toEqual([action]);
  });

  it("that failed for one resource tells the others all the same", () => {
    const state = (name: string) => ({
      address: `module.m.${TYPE}.${name}`,
      mode: "managed",
      type: TYPE,
      values,
    });
    const check = readPlan(
      events(diagnostic("ai", "error", "Not permitted", "answered 403 [NOT_PERMITTED, x]")),
      shown({
        resource_changes: [change("north", ["no-op"])],
        prior_state: {
          values: { root_module: { child_modules: [{ resources: [state("south")] }] } },
        },
      }),
    );
    expect(check.failures).toEqual([]);
    expect(check.seen.map(({ name, action, failure }) => [name, action, failure?.code])).toEqual([
      [`module.m.${TYPE}.south`, undefined, undefined],
      [`${TYPE}.ai`, undefined, "NOT_PERMITTED"],
      [`${TYPE}.north`, "same", undefined],
    ]);
    expect(check.seen[0]?.recorded?.organizationId).toBe("org-acme");
  });

  it("that could not begin says why", () => {
    const line = {
      type: "diagnostic",
      diagnostic: {
        severity: "error",
        summary: "Required plugins are not installed",
        detail: "so",
      },
    };
    const check = readPlan(events(JSON.stringify(line), "no json"), "");
    expect(check).toMatchObject({ seen: [], failures: ["Required plugins are not installed: so"] });
  });

  it("counts changes of others, and finds deployments of models", () => {
    const model = { format: "OpenAI", name: "gpt-4.1", version: "2025-04-14" };
    const type = "Microsoft.CognitiveServices/accounts/deployments@2024-10-01";
    const body = { properties: { model } };
    const resources = [
      { type: "azapi_resource", values: { type, name: "a", body } },
      { type: "azapi_resource", values: { type, name: "b", body: JSON.stringify(body) } },
      {
        type: "azapi_resource",
        values: { type: "Microsoft.CognitiveServices/accounts@1", name: "c", body },
      },
      { type: "azurerm_cognitive_deployment", values: { name: "d", model: [model] } },
    ];
    const check = readPlan(
      events(),
      shown({
        resource_changes: [
          change("a", ["create"], {}, "azapi_resource"),
          change("b", ["no-op"], {}, "azapi_resource"),
          { ...change("c", ["read"], {}, "sigma_tenants"), mode: "data" },
          { ...change("ai", ["delete"]), deposed: "1234" },
        ],
        prior_state: { values: { root_module: { resources } } },
      }),
    );
    expect([check.otherChanges, check.seen]).toEqual([1, []]);
    expect(check.deployments).toEqual(
      ["a", "b", "d"].map((name) => ({ name, model: "gpt-4.1", version: "2025-04-14" })),
    );
  });
});
