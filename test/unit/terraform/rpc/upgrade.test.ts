import { describe, expect, it } from "@jest/globals";
import { decodeObject } from "../../../../provider/terraform/wire.ts";
import { openai, resource } from "../support/configs.ts";
import { RPC, startProcess } from "../support/process.ts";
import { errorsOf } from "../support/shown.ts";
import { createTerraform, rawStateOf, type StateAnswer } from "../support/terraform.ts";

const upgraded = async (value: unknown, version = 0): Promise<StateAnswer> =>
  createTerraform(await startProcess({})).upgrade(rawStateOf(value), version);

describe("a recorded state", () => {
  it("of today's form comes back as it was", async () => {
    const state = resource({
      id: "org-acme",
      openai: { api_key: "stored", api_key_wo_version: 0 },
    });
    expect(await upgraded(state)).toMatchObject({ state, shown: [] });
  });

  it("of an older version has the gaps filled, and what is unknown dropped", async () => {
    const older = { id: "org-acme", azure_openai: { language_model: {} }, long_gone: { a: 1 } };
    const { state } = await upgraded(older);
    expect(state).toEqual(resource({ id: "org-acme", azure_openai: { language_model: {} } }));
  });

  it("never keeps a write-only key", async () => {
    const { bytes } = await upgraded({ openai: { api_key_wo: "sk-sentinel" } });
    expect(bytes.includes("sk-sentinel")).toBe(false);
  });

  it.each<[string, unknown]>([
    ["no JSON", "{broken"],
    ["nothing", ""],
    ["null", "null"],
    ["a list", "[1]"],
    ["a text", '"text"'],
  ])("that is %s is refused", async (_, value) => {
    const { state, shown } = await upgraded(value);
    expect([errorsOf(shown), state]).toEqual([["INVALID_STATE"], null]);
    expect(shown[0]?.detail).toContain("not the JSON of an object");
  });

  it("that was not sent is refused", async () => {
    const terraform = createTerraform(await startProcess({}));
    expect(errorsOf((await terraform.upgrade(undefined)).shown)).toEqual(["INVALID_STATE"]);
  });

  it("of a newer form is refused, with what to use", async () => {
    const { shown } = await upgraded(openai(), 7);
    expect(errorsOf(shown)).toEqual(["INVALID_STATE"]);
    expect(shown[0]?.detail).toMatch(/form 7.*knows 0.*or a newer one/);
  });
});

describe("a recorded identity", () => {
  it.each<[string, unknown, unknown]>([
    ["of today's form", { organization_id: "org-acme" }, { organization_id: "org-acme" }],
    ["with more in it", { organization_id: "org-acme", x: 1 }, { organization_id: "org-acme" }],
    ["of another form", { id: "org-acme" }, { organization_id: null }],
    ["that is no JSON", "{broken", { organization_id: null }],
  ])("%s", async (_, raw, expected) => {
    const process = await startProcess({});
    const request = { rawIdentity: rawStateOf(raw) };
    const { message } = await process.call(RPC.upgradeResourceIdentity, request);
    expect(decodeObject(message.upgradedIdentity?.identityData)).toEqual(expected);
    expect(message.diagnostics).toEqual([]);
  });
});

describe("the answers that are the same at every call", () => {
  const NAME = "sigma_external_ai_integration";

  it("have the schemas, the functions and the identity", async () => {
    const process = await startProcess({});
    const { message: schema } = await process.call(RPC.getProviderSchema, {});
    expect(Object.keys(schema.resourceSchemas)).toEqual([NAME]);
    expect(Object.keys(schema.dataSourceSchemas).sort()).toEqual([NAME, "sigma_tenants"]);
    expect(schema.serverCapabilities).toMatchObject({ planDestroy: true, moveResourceState: true });
    const attributes = schema.resourceSchemas[NAME]?.block?.attributes.map(({ name }) => name);
    const expected = Object.keys(resource({})).filter((name) => name !== "timeouts");
    expect(attributes?.sort()).toEqual(expected.sort());
    const { message: functions } = await process.call(RPC.getFunctions, {});
    expect(Object.keys(functions.functions)).toEqual(["azure_endpoint"]);
    const { message: identity } = await process.call(RPC.getResourceIdentitySchemas, {});
    expect(identity.identitySchemas[NAME]?.identityAttributes).toMatchObject([
      { name: "organization_id", requiredForImport: true },
    ]);
    const { message: metadata } = await process.call(RPC.getMetadata, {});
    expect(metadata.resources.map(({ typeName }) => typeName)).toEqual([NAME]);
  });
});
