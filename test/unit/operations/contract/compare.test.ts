import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { compareContract } from "../../../../provider/operations/contract/compare.ts";
import type { Verdict } from "../../../../provider/operations/contract/finding.ts";
import { readOpenApi } from "../../../../provider/operations/contract/openapi.ts";
import { PACKAGED_CONTRACT } from "../../../../provider/sigma/contract.ts";

const AI = "/v2/organizations/settings/aiConfigs";
const PROVIDER = { enum: ["openAI", "gemini", "anthropic"] };
const KEYED = { required: ["provider", "apiKey"], properties: { provider: PROVIDER, apiKey: {} } };

function json(schema: unknown): unknown {
  return { content: { "application/json": { schema } } };
}

function saving(schema: unknown, over: object = {}) {
  return { requestBody: json(schema), responses: { 200: {} }, ...over };
}

function compare(paths: unknown, over: object = {}) {
  const document = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths, ...over };
  const { findings, override } = compareContract(readOpenApi(document), PACKAGED_CONTRACT);
  const of = (assumption: string) => findings.find((each) => each.assumption === assumption);
  const verdicts = (verdict: Verdict) => findings.filter((each) => each.verdict === verdict);
  return { findings, override, of, verdicts };
}

describe("our own document", () => {
  const text = readFileSync(
    new URL("../../../../schema/sigma-api.openapi.yaml", import.meta.url),
    "utf8",
  );
  const { findings, override } = compareContract(readOpenApi(parse(text)), PACKAGED_CONTRACT);

  it("confirms all of our contract", () => {
    expect(findings.filter(({ verdict }) => verdict !== "confirmed")).toEqual([]);
    const { operations, bodies, report } = PACKAGED_CONTRACT;
    expect(findings.length).toBeGreaterThan(
      Object.keys({ ...operations, ...bodies, ...report.fields, ...PACKAGED_CONTRACT.regions })
        .length,
    );
  });

  it("makes an override that differs by its grades alone", () => {
    const { save, read, remove } = PACKAGED_CONTRACT.operations;
    const published = (entry: object | null) => ({ ...entry, grade: "published" });
    expect(override.operations).toEqual({
      save: published(save),
      edit: null,
      read: published(read),
      remove: published(remove),
    });
    expect(override.report).toEqual(published(PACKAGED_CONTRACT.report));
    expect(override.bodies?.azureOpenai?.fields).toEqual(
      PACKAGED_CONTRACT.bodies.azureOpenai.fields,
    );
  });
});

it("a document without AI settings touches none of them, and decides nothing", () => {
  const { override, of, verdicts } = compare({
    "/v2/whoami": { get: {} },
    "/v2/api-credentials": { post: saving({ properties: { name: {}, apiKey: {} } }) },
    "/v2/connections": {
      post: saving({
        properties: { type: { enum: ["snowflake"] }, password: { format: "password" } },
      }),
    },
    "/v2/ai/chat": { post: saving({ properties: { provider: PROVIDER, prompt: {} } }) },
  });
  expect(override).toEqual({ version: "1" });
  expect(of("operations.whoami")?.verdict).toBe("confirmed");
  expect([...verdicts("refuted"), ...verdicts("undecided")]).toEqual([]);
});

it("a known route with another method is refuted", () => {
  const { of } = compare({ "/v2/whoami": { post: {} }, "/v2/tenants/{id}": { get: {} } });
  expect(of("operations.whoami")).toMatchObject({ verdict: "refuted", theirs: "POST /v2/whoami" });
  expect(of("operations.tenant")).toMatchObject({ verdict: "confirmed" });
});

it("the path with our name wins over a lookalike", () => {
  const { override } = compare({
    [AI]: { post: saving(KEYED) },
    "/v2/agents/ai/models": { post: saving(KEYED) },
  });
  expect(override.operations?.save).toMatchObject({ method: "POST", path: AI });
});

it("a read or a removal that is not there is known to be none", () => {
  const { override, of } = compare({ [AI]: { post: saving(KEYED) } });
  expect(override.operations).toMatchObject({ read: null, remove: null });
  expect(of("operations.remove")).toMatchObject({
    verdict: "refuted",
    theirs: "none",
    grade: "assumed",
  });
});

it("a vendor that is not among those of the document is refuted, and our body of it stays", () => {
  const { override, of } = compare({ [AI]: { put: saving(KEYED) } });
  expect(of("bodies.azureOpenai.provider")).toMatchObject({ verdict: "refuted", theirs: "none" });
  expect(Object.keys(override.bodies ?? {})).toEqual(["openai", "gemini", "anthropic"]);
});

it("a region that is new gets a name, beside ours", () => {
  const servers = [
    { url: "https://api.us-b.aws.sigmacomputing.com" },
    { url: "https://api.sigmacomputing.com/" },
    { url: "/relative" },
    { url: "http://localhost:4010" },
  ];
  const { override, of } = compare({}, { servers });
  expect(of("regions.gcp-us")?.verdict).toBe("confirmed");
  expect(of("regions.aws-eu")?.verdict).toBe("untouched");
  expect(override.regions).toEqual({
    ...PACKAGED_CONTRACT.regions,
    "aws-us-b": "https://api.us-b.aws.sigmacomputing.com",
  });
});

describe("a configuration with an id of its own", () => {
  const ENTRY = { properties: { provider: PROVIDER, updatedBy: {} } };
  const withId = (name: string) => ({ properties: { ...ENTRY.properties, [name]: {} } });
  const paths = (answer: unknown, over: object = {}) => ({
    [AI]: { post: saving(KEYED), get: { responses: { 200: json(answer) } } },
    [`${AI}/{aiConfigId}`]: { put: saving(KEYED), patch: saving(KEYED), delete: {}, ...over },
  });

  it.each<[string, unknown, string | undefined, string]>([
    ["a list", { type: "array", items: withId("id") }, "", "id"],
    [
      "pages",
      { allOf: [{ properties: { entries: { items: withId("aiConfigId") } } }] },
      "entries",
      "aiConfigId",
    ],
    ["one with its id", withId("configId"), undefined, "configId"],
  ])("is found in %s", (_, answer, list, place) => {
    const { override, of, verdicts } = compare(paths(answer));
    const path = `${AI}/{configId}`;
    expect(override.operations).toEqual({
      save: { method: "POST", path: AI, grade: "published" },
      edit: { method: "PUT", path, grade: "published" },
      read: { method: "GET", path: AI, grade: "published" },
      remove: { method: "DELETE", path, grade: "published" },
    });
    expect(override.report).toEqual({
      grade: "published",
      ...(list === undefined ? {} : { list }),
      fields: { provider: "provider", updatedBy: "updatedBy", configId: place },
    });
    expect(of("operations.edit")).toMatchObject({ verdict: "refuted", theirs: `PUT ${path}` });
    expect(verdicts("undecided").map(({ assumption }) => assumption)).toEqual(
      list === undefined ? ["report: null says that nothing is configured"] : [],
    );
  });

  it.each<[string, unknown]>([
    ["has none", { type: "array", items: ENTRY }],
    [
      "may have either",
      { type: "array", items: { properties: { ...ENTRY.properties, aiId: {}, configId: {} } } },
    ],
    [
      "has it for something else",
      { type: "array", items: { properties: { ...ENTRY.properties, userId: {} } } },
    ],
  ])("is undecided where an entry %s", (_, answer) => {
    const { override, of } = compare(paths(answer));
    expect(of("operations.read")?.verdict).toBe("undecided");
    expect(of("operations.remove")?.verdict).toBe("undecided");
    expect(of("a save replaces what is there")?.verdict).toBe("undecided");
    expect(override.operations).toMatchObject({ edit: null });
    expect(JSON.stringify(override)).not.toContain("{configId}");
  });

  it("is not written where the rest of the report cannot be told", () => {
    const items = {
      properties: { ...ENTRY.properties, id: {}, chatEndpoint: {}, languageEndpoint: {} },
    };
    const { override } = compare(paths({ type: "array", items }));
    expect(override.report).toBeUndefined();
    expect(override.operations).toBeUndefined();
  });

  it("is refuted where a document has none", () => {
    const edit = { method: "PUT", path: `${AI}/{configId}`, grade: "assumed" } as const;
    const contract = {
      ...PACKAGED_CONTRACT,
      operations: { ...PACKAGED_CONTRACT.operations, edit },
    };
    const document = { openapi: "3.1.0", paths: { [AI]: { post: saving(KEYED) } } };
    const { findings, override } = compareContract(readOpenApi(document), contract);
    expect(findings.find(({ assumption }) => assumption === "operations.edit")).toMatchObject({
      verdict: "refuted",
      theirs: "none",
    });
    expect(override.operations).toMatchObject({ edit: null });
  });
});

describe("what cannot be decided is said, and not written:", () => {
  it.each<[string, unknown, string, RegExp]>([
    [
      "two operations that look alike",
      { "/v2/ai/provider": { post: saving(KEYED) }, "/v2/ai/vendor": { post: saving(KEYED) } },
      "operations.save",
      /POST \/v2\/ai\/provider and POST \/v2\/ai\/vendor look alike/,
    ],
    [
      "an id that nobody has",
      { "/v2/ai/{workspaceId}/config": { put: saving(KEYED) } },
      "operations.save",
      /has a parameter that the client has no value for/,
    ],
    [
      "a parameter that is demanded",
      {
        [AI]: {
          parameters: [{ name: "x-reason", in: "header", required: true }],
          post: saving(KEYED),
        },
      },
      "operations.save",
      /demands header x-reason/,
    ],
    [
      "a read that answers a list",
      {
        [AI]: {
          post: saving(KEYED),
          get: { responses: { 200: json({ type: "array", items: KEYED }) } },
        },
      },
      "operations.read",
      /answers a list/,
    ],
    [
      "a read that answers pages",
      {
        [AI]: {
          post: saving(KEYED),
          get: { responses: { 200: json({ properties: { entries: { type: "array" } } }) } },
        },
      },
      "operations.read",
      /^GET .* answers a list, or another form/,
    ],
    [
      "a removal that is no DELETE",
      { [AI]: { post: saving(KEYED) }, [`${AI}/clear`]: { post: {} } },
      "operations.remove",
      /clear may be one/,
    ],
    [
      "a removal by an id of its own",
      { [AI]: { post: saving(KEYED) }, [`${AI}/{aiConfigId}`]: { delete: {} } },
      "operations.remove",
      /has a parameter/,
    ],
    [
      "an Add that is not the Edit",
      { [AI]: { post: saving(KEYED) }, [`${AI}/{aiConfigId}`]: { patch: saving(KEYED) } },
      "a save replaces what is there",
      /has PATCH .* too/,
    ],
    [
      "a field that is required",
      {
        [AI]: {
          post: saving({ required: ["region"], properties: { ...KEYED.properties, region: {} } }),
        },
      },
      "bodies.openai: nothing else is needed",
      /is required/,
    ],
    [
      "two fields that may be the key",
      { [AI]: { post: saving({ properties: { provider: PROVIDER, apiKey: {}, secret: {} } }) } },
      "bodies.openai.fields.apiKey",
      /any of apiKey, secret/,
    ],
    [
      "vendors that are not named",
      { [AI]: { post: saving({ properties: { provider: { type: "string" }, apiKey: {} } }) } },
      "bodies.openai.provider",
      /does not name the vendors/,
    ],
    [
      "a body that is a form",
      {
        [AI]: {
          post: {
            requestBody: { content: { "application/x-www-form-urlencoded": { schema: KEYED } } },
          },
        },
      },
      "bodies.openai.provider",
      /takes application\/x-www-form-urlencoded/,
    ],
    [
      "a reference out of the document",
      { [AI]: { post: saving({ $ref: "other.yaml#/Body" }) } },
      "document: every reference leads somewhere",
      /only references inside/,
    ],
    [
      "how absence is told",
      { [AI]: { post: saving(KEYED), get: { responses: { 200: json(KEYED) } } } },
      "report: null says that nothing is configured",
      /does not say how/,
    ],
  ])("%s", (_, paths, assumption, reason) => {
    const { of, override } = compare(paths);
    expect(of(assumption)).toMatchObject({
      verdict: "undecided",
      reason: expect.stringMatching(reason),
    });
    const [area = "", name = ""] = assumption.split(":")[0]?.split(".") ?? [];
    const written = Object.entries(override).find(([entry]) => entry === area)?.[1];
    expect(written ?? {}).not.toHaveProperty(name === "" ? "anything" : name);
  });

  it("where the save cannot be called, no other route is written either", () => {
    const { override } = compare({ "/v2/ai/{id}/config": { put: saving(KEYED), delete: {} } });
    expect(override.operations).toBeUndefined();
  });
});

describe("a schema", () => {
  const circle = {
    properties: { provider: PROVIDER, apiKey: {}, next: { $ref: "#/components/schemas/Circle" } },
  };

  it.each<[string, unknown, object]>([
    ["that contains itself ends", { $ref: "#/components/schemas/Circle" }, { Circle: circle }],
    [
      "that is its own reference ends",
      { allOf: [KEYED, { $ref: "#/components/schemas/A" }] },
      { A: { $ref: "#/components/schemas/A" } },
    ],
    [
      "with signs in its name is found",
      { $ref: "#/components/schemas/a~1b%20c" },
      { "a/b c": KEYED },
    ],
    [
      "in many parts is one",
      {
        allOf: [
          { properties: { provider: { type: "string" } } },
          {
            oneOf: [
              { properties: { provider: { const: "openAI" } } },
              { properties: { provider: { const: "gemini" } } },
              { properties: { provider: { const: "anthropic" } } },
            ],
          },
          { properties: { apiKey: {} } },
        ],
      },
      {},
    ],
    [
      "with a discriminator names its vendors by the mapping",
      {
        oneOf: [
          { $ref: "#/components/schemas/One" },
          { $ref: "#/components/schemas/Two" },
          { $ref: "#/components/schemas/Three" },
        ],
        discriminator: {
          propertyName: "provider",
          mapping: {
            openAI: "#/components/schemas/One",
            gemini: "Two",
            anthropic: "#/components/schemas/Three",
          },
        },
      },
      {
        One: { properties: { apiKey: {} } },
        Two: { properties: { apiKey: {} } },
        Three: { properties: { apiKey: {} } },
      },
    ],
  ])("%s", (_, schema, schemas) => {
    const { override } = compare({ [AI]: { post: saving(schema) } }, { components: { schemas } });
    expect(override.bodies).toMatchObject({
      openai: { provider: "openAI", fields: { provider: "provider", apiKey: "apiKey" } },
      gemini: { provider: "gemini" },
      anthropic: { provider: "anthropic" },
    });
  });

  it("that grows without end is cut, and soon", () => {
    const names = Array.from({ length: 12 }, (_, index) => `S${index}`);
    const schemas = Object.fromEntries(
      names.map((name) => [
        name,
        {
          properties: Object.fromEntries(
            names.map((other) => [
              other,
              { oneOf: [{ $ref: `#/components/schemas/${other}` }, { type: "string" }] },
            ]),
          ),
        },
      ]),
    );
    const { of } = compare(
      { [AI]: { post: saving({ $ref: "#/components/schemas/S0" }) } },
      { components: { schemas } },
    );
    expect(of("operations.save")?.verdict).toBe("confirmed");
  });
});
