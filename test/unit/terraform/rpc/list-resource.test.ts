import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../../provider/integration/unknown.ts";
import { RESOURCE } from "../../../../provider/terraform/schema.ts";
import { decodeObject } from "../../../../provider/terraform/wire.ts";
import type { ObjectValue } from "../../../../provider/terraform/values/value.ts";
import { largeSeed, type Profile, type Simulator } from "../../../../simulator/index.ts";
import { asDynamic, RPC, type Surroundings } from "../support/process.ts";
import { errorsOf, shownOf } from "../support/shown.ts";
import { connect, simulate } from "../support/terraform.ts";

interface Listed {
  name: string;
  identity: ObjectValue | null;
  object: ObjectValue | null;
  errors: string[];
}

interface Query {
  config?: ObjectValue;
  includeResourceObject?: boolean;
  limit?: number;
}

/** `terraform query`: the events, in order. */
async function list(
  simulator: Pick<Simulator, "url">,
  { config = { include_parent: null }, includeResourceObject = false, limit = 100 }: Query = {},
  surroundings: Surroundings = {},
): Promise<Listed[]> {
  const { process } = await connect(simulator, surroundings);
  const request = { typeName: RESOURCE, config: asDynamic(config), includeResourceObject, limit };
  const events = await process.stream(RPC.listResource, request);
  return events.map(({ message: { displayName, identity, resourceObject, diagnostic } }) => ({
    name: displayName,
    identity: decodeObject(identity?.identityData),
    object: decodeObject(resourceObject),
    errors: errorsOf(shownOf(diagnostic)),
  }));
}

/** Integrations at these organizations. */
async function configured(
  organizations: readonly string[],
  profile: Profile = "full",
): Promise<Simulator> {
  const simulator = await simulate({ profile });
  const config = { provider: "openAI", apiKey: "set-by-hand" } as const;
  for (const organization of organizations) await simulator.saveOutside(organization, { config });
  return simulator;
}

const ALL = ["org-acme", "org-acme-emea", "org-acme-apac"];
const idsOf = (listed: Listed[]) => listed.map(({ identity }) => identity?.["organization_id"]);

describe("a query", () => {
  it("has the own organization first, then its tenants, each with its name", async () => {
    expect(await list(await configured(ALL))).toEqual([
      { name: "org-acme", identity: { organization_id: "org-acme" }, object: null, errors: [] },
      {
        name: "Acme EMEA (org-acme-emea)",
        identity: { organization_id: "org-acme-emea" },
        object: null,
        errors: [],
      },
      {
        name: "Acme APAC (org-acme-apac)",
        identity: { organization_id: "org-acme-apac" },
        object: null,
        errors: [],
      },
    ]);
  });

  it("has the whole resource where that is asked for, as an import has it", async () => {
    const simulator = await configured(["org-acme-emea"]);
    const [found, ...more] = await list(simulator, { includeResourceObject: true });
    const { state } = await (await connect(simulator)).importState("org-acme-emea");
    expect([found?.object, more]).toEqual([state, []]);
    expect(state?.["tenant"]).toBe("org-acme-emea");
  });

  it.each<[ObjectValue, string[]]>([
    [{ include_parent: false }, ["org-acme-emea", "org-acme-apac"]],
    [{ include_parent: true }, ALL],
    [{ include_parent: null }, ALL],
    [{ include_parent: UNKNOWN }, ALL],
  ])("with %p has %j", async (config, expected) => {
    expect(idsOf(await list(await configured(ALL), { config }))).toEqual(expected);
  });

  it.each([
    [0, []],
    [1, ["org-acme"]],
    [2, ["org-acme", "org-acme-emea"]],
    [3, ALL],
    [4, ALL],
  ])("of at most %i has %j", async (limit, expected) => {
    expect(idsOf(await list(await configured(ALL), { limit }))).toEqual(expected);
  });

  it("asks for no more organizations than the limit needs", async () => {
    const simulator = await configured(ALL);
    await list(simulator, { limit: 1 });
    const asked = new Set(simulator.requests.map(({ organizationId }) => organizationId));
    expect([...asked]).toEqual(["org-acme"]);
  });

  it("leaves out an organization without integration, and does not count it", async () => {
    const simulator = await configured(["org-acme-emea", "org-acme-apac"]);
    expect(idsOf(await list(simulator, { limit: 1 }))).toEqual(["org-acme-emea"]);
    expect(idsOf(await list(simulator))).toEqual(["org-acme-emea", "org-acme-apac"]);
    expect(await list(await configured([]))).toEqual([]);
  });

  it("has an error for one that cannot be read, and goes on", async () => {
    const simulator = await configured(ALL);
    // The first read is the own organization's.
    const path = "/v2/organizations/settings/aiConfigs";
    simulator.fault({ path, after: 1, effect: { kind: "status", status: 403 } });
    const listed = await list(simulator);
    expect(listed.map(({ name, errors }) => `${name}: ${errors.join()}`)).toEqual([
      "org-acme: ",
      "Acme EMEA (org-acme-emea): NOT_PERMITTED",
      "Acme APAC (org-acme-apac): ",
    ]);
    expect(listed[1]).toMatchObject({ identity: null, object: null });
  });

  it("has an error for each where Sigma cannot be read at all", async () => {
    const listed = await list(await configured(ALL, "published"));
    expect(listed.map(({ errors }) => errors)).toEqual(ALL.map(() => ["EXISTENCE_UNKNOWN"]));
  });

  it("has one error where not even the tenants can be asked for", async () => {
    const simulator = await configured(ALL);
    simulator.fault({ path: "/v2/tenants", effect: { kind: "status", status: 403 } });
    expect(await list(simulator)).toEqual([
      { name: "", identity: null, object: null, errors: ["NOT_PERMITTED"] },
    ]);
    const unknown = await list(simulator, {}, { config: { base_url: UNKNOWN } });
    expect(unknown.map(({ errors }) => errors)).toEqual([["CONNECTION_INCOMPLETE"]]);
  });

  it("goes over many tenants", async () => {
    const simulator = await simulate({ seed: largeSeed({ tenants: 60 }) });
    const config = { provider: "openAI", apiKey: "set-by-hand" } as const;
    for (const tenant of ["org-tenant-001", "org-tenant-060"]) {
      await simulator.saveOutside(tenant, { config });
    }
    expect(idsOf(await list(simulator))).toEqual(["org-tenant-001", "org-tenant-060"]);
  });
});

describe("the check of a query", () => {
  it("has no rules beyond the schema", async () => {
    const { process } = await connect({ url: "http://localhost:1" });
    const { message } = await process.call(RPC.validateListResourceConfig, { typeName: RESOURCE });
    expect(message.diagnostics).toEqual([]);
  });
});
