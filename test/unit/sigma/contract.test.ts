import { describe, expect, it } from "@jest/globals";
import { loadContract, PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import { failureOf } from "./support/client.ts";
import { temporaryFolder, writeContract } from "./support/contract-file.ts";

const OPERATION = { method: "PUT", path: "/v3/ai", grade: "published" } as const;

describe("the contract", () => {
  it("is the packaged one where no file is named", () => {
    expect(loadContract(undefined)).toBe(PACKAGED_CONTRACT);
  });

  it("is the packaged one where the file says nothing, or the same", () => {
    expect(loadContract(writeContract({}))).toEqual(PACKAGED_CONTRACT);
    expect(loadContract(writeContract(PACKAGED_CONTRACT))).toEqual(PACKAGED_CONTRACT);
  });

  it.each(["token", "whoami", "tenants", "tenant", "save", "read", "remove"] as const)(
    "takes one operation from the file, and leaves the others: %s",
    (name) => {
      const contract = loadContract(writeContract({ operations: { [name]: OPERATION } }));
      expect(contract).toEqual({
        ...PACKAGED_CONTRACT,
        operations: { ...PACKAGED_CONTRACT.operations, [name]: OPERATION },
      });
    },
  );

  it.each(["read", "remove"] as const)("may know that there is no way to %s", (name) => {
    const { operations } = loadContract(writeContract({ operations: { [name]: null } }));
    expect(operations[name]).toBeNull();
  });

  it("takes one body from the file, and leaves the others", () => {
    const body = {
      grade: "published",
      provider: "OPEN_AI",
      fields: { provider: "type", apiKey: "config.secret" },
    };
    const { bodies } = loadContract(writeContract({ bodies: { openai: body } }));
    expect(bodies).toEqual({ ...PACKAGED_CONTRACT.bodies, openai: body });
  });

  it.each(["save", "read", "remove"] as const)(
    "may have the organization's id in the path to %s",
    (name) => {
      const operation = { ...OPERATION, path: "/v3/{organizationId}/ai" };
      const { operations } = loadContract(writeContract({ operations: { [name]: operation } }));
      expect(operations[name]).toEqual(operation);
    },
  );

  it("takes what was observed, and no more than its grade of the record", () => {
    const seen = { step: "add", method: "PUT", path: "/v3/ai", status: 200, body: "json" };
    const probe = { date: "2026-11-26", vendor: "openai", complete: true };
    const file = writeContract({
      operations: { save: { ...OPERATION, grade: "observed" } },
      probe: { ...probe, steps: [{ ...seen, fields: ["provider"] }] },
    });
    expect(loadContract(file)).toEqual({
      ...PACKAGED_CONTRACT,
      operations: { ...PACKAGED_CONTRACT.operations, save: { ...OPERATION, grade: "observed" } },
    });
  });

  it("takes the report and the regions as a whole", () => {
    const report = { grade: "published", fields: { provider: "config.type" } };
    const regions = { moon: "https://api.moon.sigmacomputing.com" };
    const contract = loadContract(writeContract({ report, regions, version: "2", source: "us" }));
    expect(contract).toMatchObject({ report, version: "2", source: "us" });
    expect(contract.regions).toEqual(regions);
  });
});

describe("a contract file", () => {
  it.each([
    ["is missing", () => "/nowhere/contract.json"],
    ["is a folder", temporaryFolder],
    ["is empty", () => writeContract("")],
    ["is cut off", () => writeContract('{"operations":')],
    ["is YAML", () => writeContract("operations:\n  read: null\n")],
  ])("that %s is named", async (_, write) => {
    const file = write();
    const failure = await failureOf(() => loadContract(file));
    expect(failure).toMatchObject({
      code: "INVALID_CONTRACT",
      details: { path: "SIGMA_CONTRACT", problem: expect.stringContaining(`"${file}"`) },
    });
  });

  it.each<[string, unknown, string]>([
    ["a list", [], "the whole file"],
    ["null", null, "the whole file"],
    ["an unknown entry", { routes: {} }, "routes"],
    ["an unknown operation", { operations: { drop: OPERATION } }, "operations.drop"],
    ["no way to save", { operations: { save: null } }, "operations.save"],
    [
      "a verb that is none",
      { operations: { read: { ...OPERATION, method: "get" } } },
      "operations.read.method",
    ],
    [
      "a URL for a path",
      { operations: { read: { ...OPERATION, path: "https://x" } } },
      "operations.read.path",
    ],
    [
      "a parameter that nobody fills",
      { operations: { save: { ...OPERATION, path: "/o/{aiConfigId}/ai" } } },
      "operations.save.path",
    ],
    ["no grade", { operations: { read: { method: "GET", path: "/x" } } }, "operations.read.grade"],
    [
      "an unknown grade",
      { operations: { read: { ...OPERATION, grade: "sure" } } },
      "operations.read.grade",
    ],
    [
      "an unknown vendor",
      { bodies: { bedrock: { grade: "published", fields: {} } } },
      "bodies.bedrock",
    ],
    [
      "an empty place",
      { bodies: { openai: { grade: "published", fields: { apiKey: "" } } } },
      "bodies.openai.fields.apiKey",
    ],
    [
      "a body without the key",
      { bodies: { openai: { grade: "published", fields: { provider: "type" } } } },
      "bodies.openai.fields",
    ],
    [
      "a misspelt field",
      { bodies: { openai: { grade: "published", fields: { apikey: "k" } } } },
      "bodies.openai.fields",
    ],
    [
      "a report without the vendor",
      { report: { grade: "published", fields: { revision: "v" } } },
      "report.fields",
    ],
    [
      "a misspelt field of the report",
      { report: { grade: "published", fields: { provider: "p", revisoin: "v" } } },
      "report.fields",
    ],
    [
      "a constant that is a list",
      {
        bodies: {
          openai: { grade: "published", constants: { kind: [] }, fields: { apiKey: "apiKey" } },
        },
      },
      "bodies.openai.constants.kind",
    ],
    [
      "an id of a tenant where there is none",
      { operations: { whoami: { ...OPERATION, path: "/o/{organizationId}" } } },
      "operations.whoami.path",
    ],
    ["a region that is no URL", { regions: { moon: "moon" } }, "regions.moon"],
    ["a region without TLS", { regions: { moon: "http://api.moon.example" } }, "regions.moon"],
    ["a region in capitals", { regions: { Moon: "https://api.moon.example" } }, "regions.Moon"],
  ])("with %s names the place", async (_, content, place) => {
    const failure = await failureOf(() => loadContract(writeContract(content)));
    expect(failure).toMatchObject({ code: "INVALID_CONTRACT" });
    expect(failure.details.problem).toContain(`cannot be understood at ${place}`);
    expect(failure.message).toContain("schema/sigma-contract.json shows the form");
  });

  it("names every place that is wrong, once", async () => {
    const file = writeContract({ routes: 1, operations: { save: null, read: { method: "GET" } } });
    const { problem } = (await failureOf(() => loadContract(file))).details;
    expect(problem).toContain(
      "operations.save, operations.read.path, operations.read.grade, routes",
    );
  });
});
