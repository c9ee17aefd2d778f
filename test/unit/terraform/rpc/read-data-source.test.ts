import { describe, expect, it } from "@jest/globals";
import { RESOURCE, TENANTS } from "../../../../provider/terraform/schema.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import { largeSeed, type Profile } from "../../../../simulator/index.ts";
import { data, ENDPOINT } from "../support/configs.ts";
import { errorsOf, warningsOf } from "../support/shown.ts";
import { connect, simulate } from "../support/terraform.ts";

const AZURE = {
  provider: "azureOpenAI",
  languageModel: { deploymentId: "gpt-41", endpointUrl: ENDPOINT, apiKey: "set-by-hand" },
  embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT, apiKey: "set-by-hand" },
} as const;

const NOTHING = data(RESOURCE, { id: "org-acme", organization_id: "org-acme" });

describe("the data source of an integration", () => {
  it.each<[Profile, boolean, ObjectValue, string[]]>([
    ["published", true, { status: "unverified" }, ["Sigma cannot be read"]],
    ["published", false, { status: "unverified" }, ["Sigma cannot be read"]],
    ["minimal", true, { status: "configured", ai_provider: "azureOpenai" }, []],
    ["minimal", false, { status: "absent" }, []],
    ["full", false, { status: "absent" }, []],
  ])("in %s, with something there: %p", async (profile, there, expected, warnings) => {
    const simulator = await simulate({ profile });
    if (there) await simulator.saveOutside("org-acme", { config: AZURE });
    const { state, shown } = await (await connect(simulator)).data(RESOURCE, data(RESOURCE));
    expect(state).toEqual({ ...NOTHING, ...expected });
    expect([errorsOf(shown), warningsOf(shown)]).toEqual([[], warnings]);
  });

  it("in full tells everything that is no key", async () => {
    const simulator = await simulate();
    await simulator.saveOutside("org-acme", { config: AZURE });
    const { state, bytes } = await (await connect(simulator)).data(RESOURCE, data(RESOURCE));
    expect(state).toEqual({
      ...NOTHING,
      status: "configured",
      ai_provider: "azureOpenai",
      language_model: { deployment_id: "gpt-41", endpoint_url: ENDPOINT },
      embedding_model: { deployment_id: "embed", endpoint_url: ENDPOINT },
      revision: "api:1",
      updated_at: simulator.state("org-acme").integration?.updatedAt,
      updated_by: "user-grace",
    });
    expect(bytes.includes("set-by-hand")).toBe(false);
  });

  it.each<[Profile, ObjectValue]>([
    ["published", { status: "unverified" }],
    ["minimal", { status: "configured", ai_provider: "gemini" }],
    [
      "full",
      { status: "configured", ai_provider: "gemini", updated_by: "user-edsger", revision: "api:1" },
    ],
  ])("of a tenant, in %s", async (profile, expected) => {
    const simulator = await simulate({ profile });
    const config = { provider: "gemini", apiKey: "set-by-hand" } as const;
    await simulator.saveOutside("org-acme-emea", { config });
    const terraform = await connect(simulator);
    const { state } = await terraform.data(RESOURCE, data(RESOURCE, { tenant: "org-acme-emea" }));
    const ids = { id: "org-acme-emea", organization_id: "org-acme-emea", tenant: "org-acme-emea" };
    expect(state).toMatchObject({ ...ids, ...expected });
  });

  it("of a tenant that is none is an error at the attribute", async () => {
    const terraform = await connect(await simulate());
    const { state, shown } = await terraform.data(
      RESOURCE,
      data(RESOURCE, { tenant: "org-globex" }),
    );
    expect([errorsOf(shown), state]).toEqual([["TENANT_NOT_FOUND tenant"], null]);
  });

  it("fails where the read fails, and never says absent", async () => {
    const simulator = await simulate();
    const path = "/v2/organizations/settings/aiConfigs";
    simulator.fault({ path, effect: { kind: "status", status: 403 } });
    const { state, shown } = await (await connect(simulator)).data(RESOURCE, data(RESOURCE));
    expect([errorsOf(shown), state]).toEqual([["NOT_PERMITTED"], null]);
  });
});

describe("the data source of tenants", () => {
  it("has the tenants in Sigma's order", async () => {
    const { state, shown } = await (await connect(await simulate())).data(TENANTS, data(TENANTS));
    expect(shown).toEqual([]);
    expect(state).toEqual({
      id: "org-acme",
      tenants: [
        { organization_id: "org-acme-emea", name: "Acme EMEA", slug: "acme-emea" },
        { organization_id: "org-acme-apac", name: "Acme APAC", slug: "acme-apac" },
      ],
    });
  });

  it("of an organization without tenants is empty", async () => {
    const config = { client_id: "globex-admin", client_secret: "globex-admin-secret" };
    const terraform = await connect(await simulate(), { config });
    expect((await terraform.data(TENANTS, data(TENANTS))).state).toEqual({
      id: "org-globex",
      tenants: [],
    });
  });

  it("has all of 1200 tenants, over several pages", async () => {
    const seed = largeSeed({ tenants: 1200 });
    const simulator = await simulate({ seed });
    const { state } = await (await connect(simulator)).data(TENANTS, data(TENANTS));
    const tenants = seed.organizations.filter(({ parentId }) => parentId === "org-acme");
    expect(tenants).toHaveLength(1202);
    expect(state?.["tenants"]).toEqual(
      tenants.map(({ id, name, slug }) => ({ organization_id: id, name, slug })),
    );
    const pages = simulator.requests.filter(({ path }) => path === "/v2/tenants");
    expect(pages).toHaveLength(3);
  });

  it("fails as a whole where one page fails", async () => {
    const simulator = await simulate({ seed: largeSeed({ tenants: 600 }) });
    simulator.fault({ path: "/v2/tenants", after: 1, effect: { kind: "wrongJson" } });
    const { state, shown } = await (await connect(simulator)).data(TENANTS, data(TENANTS));
    expect([errorsOf(shown), state]).toEqual([["UNEXPECTED_ANSWER"], null]);
  });
});

describe("the check of a data source", () => {
  it("has no rules beyond the schema", async () => {
    const { RPC, asDynamic, startProcess } = await import("../support/process.ts");
    const process = await startProcess({});
    const request = { typeName: RESOURCE, config: asDynamic(data(RESOURCE)) };
    const { message } = await process.call(RPC.validateDataResourceConfig, request);
    expect(message.diagnostics).toEqual([]);
  });
});
