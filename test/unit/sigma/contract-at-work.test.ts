import { describe, expect, it } from "@jest/globals";
import {
  loadContract,
  PACKAGED_CONTRACT,
  type Contract,
} from "../../../provider/sigma/contract.ts";
import { azure, failureOf, keyed, openPort, openSession, patient } from "./support/client.ts";
import { writeContract } from "./support/contract-file.ts";
import { startStub, type Script } from "./support/stub-sigma.ts";

async function portWith(override: unknown, script: Script, over: { allowAssumed?: boolean } = {}) {
  const contract = loadContract(writeContract(override));
  const stub = await startStub(script);
  return { ...openPort(openSession(stub, { contract, ...over })), stub };
}

const graded = (
  operation: "save" | "remove",
  grade: "published" | "assumed",
): Partial<Contract> => {
  const { operations } = PACKAGED_CONTRACT;
  const route = operations[operation];
  return { operations: { ...operations, [operation]: { ...route, grade } } };
};

describe("a contract file", () => {
  it("moves every route", async () => {
    const route = (method: string, path: string) => ({ method, path, grade: "published" });
    const { port, stub } = await portWith(
      {
        operations: {
          token: route("POST", "/v3/token"),
          whoami: route("GET", "/v3/me"),
          save: route("PUT", "/v3/ai?validate=true"),
          read: route("GET", "/v3/ai/current"),
          remove: route("POST", "/v3/ai/clear"),
        },
      },
      {
        "POST /v3/token": { body: { access_token: "t", expires_in: 60 } },
        "GET /v3/me": { body: { userId: "u", organizationId: "o" } },
        "PUT /v3/ai": { body: {} },
        "GET /v3/ai/current": { body: { provider: null } },
        "POST /v3/ai/clear": { body: {} },
      },
    );
    await port.identify(patient);
    await port.save(keyed(), patient);
    await port.read(patient);
    await port.remove(patient);
    expect(stub.calls()).toEqual([
      "POST /v3/token",
      "GET /v3/me",
      "PUT /v3/ai",
      "GET /v3/ai/current",
      "POST /v3/ai/clear",
    ]);
    expect(stub.requests[2]?.query.get("validate")).toBe("true");
  });

  it("moves the routes of tenants", async () => {
    const operations = {
      tenant: { method: "GET", path: "/v3/t/{tenantOrganizationId}/x", grade: "published" },
      tenants: { method: "GET", path: "/v3/t", grade: "published" },
    };
    const contract = loadContract(writeContract({ operations }));
    const stub = await startStub({ "GET /v3/t": { body: { entries: [] } } });
    const session = openSession(stub, { contract });
    await session.listTenants(patient);
    await failureOf(openPort(session, "org-t").port.identify(patient));
    expect(stub.calls().slice(1)).toEqual(["GET /v3/t", "GET /v3/t/org-t/x"]);
  });

  it("renames and nests the fields of a body", async () => {
    const { port, stub } = await portWith(
      {
        bodies: {
          openai: {
            grade: "published",
            provider: "OPEN_AI",
            fields: { provider: "config.type", apiKey: "config.auth.secret" },
          },
          azureOpenai: {
            grade: "published",
            fields: {
              provider: "type",
              "languageModel.deploymentId": "models.chat.name",
              "languageModel.apiKey": "key",
              "embeddingModel.deploymentId": "models.embed.name",
            },
          },
        },
      },
      { "POST /v2/organizations/settings/aiConfigs": { body: {} } },
    );
    await port.save(keyed("openai", "k"), patient);
    await port.save(azure("one", "two"), patient);
    const bodies = stub.requests.slice(1).map(({ body }) => JSON.parse(body) as unknown);
    expect(bodies).toEqual([
      { config: { type: "OPEN_AI", auth: { secret: "k" } } },
      {
        type: "azureOpenAI",
        models: { chat: { name: "gpt-41" }, embed: { name: "embed" } },
        key: "one",
      },
    ]);
  });

  it("puts the organization's id into the path, and asks for it once", async () => {
    const path = "/v3/organizations/{organizationId}/ai";
    const route = (method: string) => ({ method, path, grade: "published" });
    const { port, stub } = await portWith(
      { operations: { save: route("PUT"), read: route("GET"), remove: route("DELETE") } },
      {
        "PUT /v3/organizations/org-acme/ai": { body: {} },
        "GET /v3/organizations/org-acme/ai": { body: { provider: null } },
        "DELETE /v3/organizations/org-acme/ai": { body: {} },
      },
    );
    await port.read(patient);
    await port.save(keyed(), patient);
    await port.remove(patient);
    expect(stub.calls().slice(1)).toEqual([
      "GET /v2/whoami",
      "GET /v3/organizations/org-acme/ai",
      "PUT /v3/organizations/org-acme/ai",
      "DELETE /v3/organizations/org-acme/ai",
    ]);
  });

  it("adds what is always the same", async () => {
    const body = {
      grade: "published",
      constants: { "config.hosting": "external", version: 2, active: true },
      fields: { provider: "config.type", apiKey: "config.key" },
    };
    const script = { "POST /v2/organizations/settings/aiConfigs": { body: {} } };
    const { port, stub } = await portWith({ bodies: { openai: body } }, script);
    await port.save(keyed("openai", "k"), patient);
    expect(JSON.parse(stub.requests[1]?.body ?? "")).toEqual({
      config: { hosting: "external", type: "openAI", key: "k" },
      version: 2,
      active: true,
    });
  });

  it("with one place for both models refuses two values, and sends nothing", async () => {
    const azureOpenai = {
      grade: "published",
      fields: { "languageModel.apiKey": "key", "embeddingModel.apiKey": "key" },
    };
    const script = { "POST /v2/organizations/settings/aiConfigs": { body: {} } };
    const { port, stub } = await portWith({ bodies: { azureOpenai } }, script);
    const failure = await failureOf(port.save(azure("key-one", "key-two"), patient));
    expect(failure).toMatchObject({
      code: "INVALID_CONFIG",
      details: { path: "azureOpenai.embeddingModel.apiKey" },
    });
    expect(failure.message).not.toMatch(/key-(?:one|two)/);
    expect(stub.calls()).toEqual(["POST /v2/auth/token"]);
    await expect(port.save(azure("same", "same"), patient)).resolves.toEqual({ kind: "saved" });
    expect(JSON.parse(stub.requests.at(-1)?.body ?? "")).toEqual({ key: "same" });
  });

  it("takes a block that is null for the absence of everything in it", async () => {
    const report = { grade: "published", fields: { provider: "data.config.type" } };
    const { port } = await portWith(
      { report },
      {
        "GET /v2/organizations/settings/aiConfigs": [
          { body: { data: { config: null } } },
          { body: { data: null } },
          { body: { data: {} } },
        ],
      },
    );
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
    expect(await failureOf(port.read(patient))).toMatchObject({ code: "UNEXPECTED_ANSWER" });
  });

  it("renames and nests the fields of the report", async () => {
    const { port } = await portWith(
      {
        bodies: {
          openai: {
            grade: "published",
            provider: "OPEN_AI",
            fields: { provider: "provider", apiKey: "apiKey" },
          },
        },
        report: {
          grade: "published",
          fields: { provider: "ai.type", revision: "meta.version", updatedBy: "meta.by.id" },
        },
      },
      {
        "GET /v2/organizations/settings/aiConfigs": [
          { body: { ai: { type: "OPEN_AI" }, meta: { version: 3, by: { id: "user-ada" } } } },
          { body: { ai: { type: "openAI" }, updatedAt: "not named" } },
          { body: { ai: { type: null } } },
        ],
      },
    );
    const report = { facts: { aiProvider: "openai" }, revision: "api:3", updatedBy: "user-ada" };
    await expect(port.read(patient)).resolves.toEqual({ kind: "present", report });
    await expect(port.read(patient)).resolves.toEqual({
      kind: "present",
      report: { facts: { aiProvider: "openAI" } },
    });
    await expect(port.read(patient)).resolves.toEqual({ kind: "absent" });
  });

  it("that knows of no read sends none, and says so", async () => {
    const { port, stub } = await portWith({ operations: { read: null } }, {});
    await expect(port.read(patient)).resolves.toEqual({
      kind: "unknown",
      reason: "Sigma's API has no route to read AI settings",
    });
    expect(stub.requests).toEqual([]);
  });
});

describe("an operation that changes something", () => {
  const script = { "POST /v2/organizations/settings/aiConfigs": { body: {} } };

  it("is not tried unasked where it is assumed: save", async () => {
    const { port, stub } = await portWith(graded("save", "assumed"), script);
    const failure = await failureOf(port.save(keyed(), patient));
    expect(failure).toMatchObject({ code: "ASSUMED_WRITE_REFUSED" });
    expect(failure.message).toContain("nothing was sent");
    expect(failure.message).toContain("SIGMA_ALLOW_ASSUMED=write");
    expect(stub.requests).toEqual([]);
  });

  it("is tried where that is allowed: save", async () => {
    const { port } = await portWith(graded("save", "assumed"), script, { allowAssumed: true });
    await expect(port.save(keyed(), patient)).resolves.toEqual({ kind: "saved" });
  });

  it.each(["second-hand", "published"] as const)("needs no leave where it is %s", async (grade) => {
    const save = { ...PACKAGED_CONTRACT.operations.save, grade };
    const { port } = await portWith({ operations: { save } }, script);
    await expect(port.save(keyed(), patient)).resolves.toEqual({ kind: "saved" });
  });
});

describe("a body that is assumed", () => {
  const script = {
    "POST /v2/organizations/settings/aiConfigs": { body: {} },
  };

  it("is sent with a notice that is to be said once", async () => {
    const { port, notices } = await portWith({}, script);
    await port.identify(patient);
    await port.save(azure(), patient);
    expect(notices).toEqual([
      {
        organizationId: "org-acme",
        severity: "warning",
        title: "The form of a save is assumed",
        once: true,
        text: expect.stringContaining("has not published the form in which it takes Azure OpenAI"),
      },
    ]);
  });

  it.each(["openai", "gemini", "anthropic"] as const)("is not %s", async (name) => {
    const { port, notices } = await portWith({}, script);
    await port.save(keyed(name), patient);
    expect(notices).toEqual([]);
  });

  it("is one no more once a contract file publishes it", async () => {
    const azureOpenai = { ...PACKAGED_CONTRACT.bodies.azureOpenai, grade: "published" };
    const { port, notices } = await portWith({ bodies: { azureOpenai } }, script);
    await port.save(azure(), patient);
    expect(notices).toEqual([]);
  });
});
