import { describe, expect, it } from "@jest/globals";
import { VENDORS } from "../../../provider/integration/model.ts";
import { PACKAGED_CONTRACT } from "../../../provider/sigma/contract.ts";
import { vendors } from "../../../provider/vendors/catalog.ts";
import { bodySchema, openApi, rolesOf, violations } from "./support/openapi.ts";

const { operations, bodies, report, regions, version } = PACKAGED_CONTRACT;

describe("the packaged contract", () => {
  it("has the operations of the OpenAPI document, with method, path and grade", () => {
    const documented = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [
        operation["x-operation"],
        { method: method.toUpperCase(), path, grade: operation["x-grade"] },
      ]),
    );
    expect(operations).toEqual(Object.fromEntries(documented));
  });

  it("has its regions and its version", () => {
    expect(regions).toEqual(
      Object.fromEntries(openApi.servers.map((server) => [server["x-region"], server.url])),
    );
    expect(version).toBe(openApi.info.version);
  });

  it.each(VENDORS)("has the grade and the fields of the body for %s", (vendor) => {
    const schema = bodySchema(vendor);
    expect(bodies[vendor]).toEqual({ grade: schema["x-grade"], fields: rolesOf(schema) });
  });

  it("has the fields of the report", () => {
    const schema = openApi.components.schemas["AiConfigReport"] ?? {};
    expect(report).toEqual({ grade: schema["x-grade"], fields: rolesOf(schema) });
  });

  it.each(VENDORS)("gives %s the name that the OpenAPI document has as a constant", (vendor) => {
    expect(bodySchema(vendor).properties?.["provider"]?.const).toBe(vendors[vendor].wireName);
  });

  it("says of each guess that it is one", () => {
    expect(operations).toMatchObject({
      token: { grade: "published" },
      whoami: { grade: "published" },
      tenants: { grade: "published" },
      save: { grade: "second-hand" },
      read: { grade: "assumed" },
      remove: { grade: "assumed" },
    });
    expect(bodies).toMatchObject({
      openai: { grade: "second-hand" },
      gemini: { grade: "second-hand" },
      anthropic: { grade: "second-hand" },
      azureOpenai: { grade: "assumed" },
    });
  });
});

describe("a vendor", () => {
  it.each(VENDORS)("has a title, a company, and a stage with source and date: %s", (vendor) => {
    const { title, company, stage } = vendors[vendor];
    expect([title, company, stage.source].every((text) => text.trim() !== "")).toBe(true);
    expect(["ga", "beta"]).toContain(stage.name);
    expect(stage.date).toMatch(/^20\d\d-\d\d(?:-\d\d)?$/);
  });

  it("chooses its model only where the deployment is the user's", () => {
    const chosenByUser = VENDORS.filter((vendor) => vendors[vendor].modelChosenBy === "user");
    expect(chosenByUser).toEqual(["azureOpenai"]);
  });
});

describe("the tests' own validator", () => {
  it.each([
    [{ provider: "openAI", apiKey: "k" }, []],
    [{ provider: "openai", apiKey: "k" }, ["body.provider: not openAI"]],
    [{ provider: "openAI" }, ["body.apiKey: missing"]],
    [{ provider: "openAI", apiKey: 7, x: 1 }, ["body.apiKey: not string", "body.x: not known"]],
  ])("finds what is wrong with %j", (body, found) => {
    expect(violations(body, bodySchema("openai"))).toEqual(found);
  });
});
