import { describe, expect, it } from "@jest/globals";
import { Secret } from "../../../provider/integration/secret.ts";
import { largeSeed } from "../../../simulator/index.ts";
import { failureOf, openPort, openSession, patient } from "./support/client.ts";
import { simulate } from "./support/simulated.ts";
import { startStub, type Reply } from "./support/stub-sigma.ts";

const LIST = "GET /v2/tenants";

const entry = (id: string) => ({
  tenantOrganizationId: id,
  parentOrganizationId: "org-acme",
  tenantOrganizationName: id.toUpperCase(),
  tenantOrganizationSlug: id,
});

const pages = (...list: unknown[]): Reply[] => list.map((body) => ({ body }));

describe("the list of tenants", () => {
  it("is every page, in Sigma's order", async () => {
    const { session, calls } = await simulate({ seed: largeSeed({ tenants: 1200 }) });
    const tenants = await session.listTenants(patient);
    expect(tenants).toHaveLength(1202);
    expect(tenants[0]).toMatchObject({ tenantOrganizationName: "Acme EMEA" });
    expect(tenants.at(-1)).toMatchObject({ tenantOrganizationId: "org-tenant-1200" });
    expect(calls().filter((call) => call === LIST)).toHaveLength(3);
  });

  it("hands the page token on as it is", async () => {
    const stub = await startStub({
      [LIST]: pages({ entries: [entry("a")], nextPageToken: "x y&z/ü=" }, { entries: [] }),
    });
    await openSession(stub).listTenants(patient);
    const asked = stub.requests.filter(({ path }) => path === "/v2/tenants");
    expect(asked.map(({ query }) => query.get("pageToken"))).toEqual([null, "x y&z/ü="]);
    expect(asked.map(({ query }) => query.get("pageSize"))).toEqual(["500", "500"]);
  });

  it.each([
    ["no tenant", { entries: [] }, []],
    ["a null page token", { entries: [entry("a")], nextPageToken: null }, ["a"]],
    ["fields we do not know", { entries: [{ ...entry("a"), more: 1 }], total: 1 }, ["a"]],
  ])("may have %s", async (_, body, ids) => {
    const stub = await startStub({ [LIST]: { body } });
    const tenants = await openSession(stub).listTenants(patient);
    expect(tenants.map(({ tenantOrganizationId }) => tenantOrganizationId)).toEqual(ids);
  });

  it.each([
    ["a null entry", { entries: [entry("a"), null] }],
    ["an entry without an id", { entries: [{ ...entry("a"), tenantOrganizationId: undefined }] }],
    ["an entry with an empty id", { entries: [entry("")] }],
    ["no entries", {}],
    ["entries that are no list", { entries: { 0: entry("a") } }],
    ["a list", [entry("a")]],
    ["a page token that is no text", { entries: [], nextPageToken: 7 }],
  ])("fails as a whole on a page with %s", async (_, body) => {
    const good = { entries: [entry("good")], nextPageToken: "2" };
    const stub = await startStub({ [LIST]: pages(good, body) });
    const failure = await failureOf(openSession(stub).listTenants(patient));
    expect(failure).toMatchObject({
      code: "UNEXPECTED_ANSWER",
      details: { expected: "a page of tenants, without gaps" },
    });
  });

  it.each(["org\nt", "org t", "o".repeat(201)])("fails on the id %j", async (id) => {
    const stub = await startStub({ [LIST]: { body: { entries: [entry(id)] } } });
    const failure = await failureOf(openSession(stub).listTenants(patient));
    expect(failure).toMatchObject({ code: "UNEXPECTED_ANSWER" });
  });

  it("fails on a page token that comes again", async () => {
    const page = (nextPageToken: string) => ({ entries: [entry("a")], nextPageToken });
    const stub = await startStub({ [LIST]: pages(page("1"), page("2"), page("1")) });
    const failure = await failureOf(openSession(stub).listTenants(patient));
    expect(failure).toMatchObject({
      code: "UNEXPECTED_ANSWER",
      details: { expected: "a new page token on every page" },
    });
    expect(stub.calls().filter((call) => call === LIST)).toHaveLength(3);
  });

  it("fails on a page that is cut off, after trying again", async () => {
    const { session, simulator, calls } = await simulate();
    simulator.fault({ path: "/v2/tenants", times: 0, effect: { kind: "truncate" } });
    expect(await failureOf(session.listTenants(patient))).toMatchObject({
      code: "SIGMA_UNREACHABLE",
    });
    expect(calls().filter((call) => call === LIST)).toHaveLength(4);
  });

  it("is for admins only", async () => {
    const clientSecret = new Secret("acme-analyst-secret");
    const { session } = await simulate({}, { clientId: "acme-analyst", clientSecret });
    const failure = await failureOf(session.listTenants(patient));
    expect(failure).toMatchObject({ code: "NOT_PERMITTED" });
    expect(failure.message).toContain("You do not have permission");
    expect(failure.message).toContain("Admin");
  });
});

describe("one tenant", () => {
  it("that the parent does not have is said so", async () => {
    const { session, calls } = await simulate();
    const failure = await failureOf(openPort(session, "org-globex").port.identify(patient));
    expect(failure).toMatchObject({
      code: "TENANT_NOT_FOUND",
      details: { path: "tenant", requestId: "sim-request-2" },
    });
    expect(failure.message).toContain('has no tenant "org-globex"');
    expect(calls()).toEqual(["POST /v2/auth/token", "GET /v2/tenants/org-globex"]);
  });

  it.each(["../whoami", "a/b", "..", "a?b", "%2e%2e"])("is never another route: %s", async (id) => {
    const { session, simulator } = await simulate();
    const failure = await failureOf(openPort(session, id).port.identify(patient));
    expect(["TENANT_NOT_FOUND", "UNEXPECTED_ANSWER"]).toContain(failure.code);
    expect(simulator.requests.map(({ path }) => path)).not.toContain("/v2/whoami");
  });

  it("that is another one is an unexpected answer", async () => {
    const stub = await startStub({ "GET /v2/tenants/org-t": { body: entry("org-u") } });
    const failure = await failureOf(openPort(openSession(stub), "org-t").port.identify(patient));
    expect(failure).toMatchObject({ code: "UNEXPECTED_ANSWER" });
    expect(failure.message).toContain("the tenant org-t");
  });

  it("is not looked for on a web page", async () => {
    const { session, simulator } = await simulate();
    simulator.fault({ path: "/v2/tenants/*", effect: { kind: "html", status: 404 } });
    const failure = await failureOf(openPort(session, "org-acme-emea").port.identify(patient));
    expect(failure).toMatchObject({ code: "NOT_SIGMA" });
  });

  it("is looked for again after a failure, and then kept", async () => {
    const { session, simulator, calls } = await simulate();
    const { port } = openPort(session, "org-acme-emea");
    simulator.fault({ path: "/v2/tenants/*", effect: { kind: "wrongJson" } });
    expect(await failureOf(port.identify(patient))).toMatchObject({ code: "UNEXPECTED_ANSWER" });
    await port.identify(patient);
    await port.read(patient);
    const asked = calls().filter((call) => call === "GET /v2/tenants/org-acme-emea");
    expect(asked).toHaveLength(2);
  });
});
