import { describe, expect, it } from "@jest/globals";
import { azure, faultList, faultsOf, openai, type Raw } from "./support/configs.ts";

describe("an unknown field is named, with the nearest known one", () => {
  it.each<[string, Raw, string, string]>([
    ["a setting", openai({ removl: "retain" }), "removl", "Did you mean removal?"],
    [
      "another spelling",
      openai({ credential_drift: "stop" }),
      "credential_drift",
      "credentialDrift?",
    ],
    ["a vendor beside another", openai({ anthropik: {} }), "anthropik", "Did you mean anthropic?"],
    ["a vendor's field", { openai: { apiKey: "k", apikey: "k" } }, "openai.apikey", "mean apiKey?"],
    ["an Azure field", azure({ endpointURL: "x" }), "azureOpenai.endpointURL", "mean endpointUrl?"],
    ["an Azure model", azure({ languageModle: {} }), "azureOpenai.languageModle", "languageModel?"],
    [
      "a model's field",
      azure({}, {}, { deployment: "x" }),
      "azureOpenai.embeddingModel.deployment",
      "Did you mean deploymentId?",
    ],
    ["a field of preflight", openai({ preflight: { mod: "off" } }), "preflight.mod", "mean mode?"],
    [
      "a field of a reference",
      openai({}, { fromEnv: "A", extra: 1 }),
      "openai.apiKey.extra",
      "Remove it.",
    ],
    ["a vendor's name in part", openai({ azure: {} }), "azure", "Did you mean azureOpenai?"],
    ["a name in part", azure({ endpoint: "x" }), "azureOpenai.endpoint", "mean endpointUrl?"],
    ["nothing near", openai({ zzz: 1 }), "zzz", "Remove it."],
    ["a name of every object", openai({ toString: 1 }), "toString", "Remove it."],
  ])("%s", (_, raw, path, advice) => {
    const [fault, ...more] = faultsOf(raw);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: "UNKNOWN_FIELD", details: { path } });
    expect(fault?.message).toContain(`${path}: there is no such field; expected one of `);
    expect(fault?.message).toContain(advice);
  });

  it("names the fields that there are", () => {
    const [fault] = faultsOf(azure({}, { name: "x" }));
    expect(fault?.message).toContain(
      "expected one of deploymentId, endpointUrl, apiKey, apiKeyVersion.",
    );
  });
});

describe("a value of the wrong type", () => {
  it.each<[string, Raw, string, string]>([
    ["a text for a block", { openai: "x" }, "openai", "a block of fields"],
    ["a list for a block", { gemini: [] }, "gemini", "a block of fields"],
    ["a text for a model", azure({ embeddingModel: "x" }), "azureOpenai.embeddingModel", "a block"],
    ["a number", openai({ tenant: 5 }), "tenant", "a string"],
    [
      "a truth value",
      azure({}, { deploymentId: true }),
      "azureOpenai.languageModel.deploymentId",
      "a string",
    ],
    ["a number for an endpoint", azure({ endpointUrl: 1 }), "azureOpenai.endpointUrl", "a string"],
    [
      "a text for a list",
      openai({ preflight: { trustedHosts: "x" } }),
      "preflight.trustedHosts",
      "a list",
    ],
    [
      "a number in a list",
      openai({ preflight: { trustedHosts: ["x", 5] } }),
      "preflight.trustedHosts.1",
      "a string",
    ],
    [
      "null in a list",
      openai({ preflight: { trustedHosts: [null] } }),
      "preflight.trustedHosts.0",
      "a string",
    ],
    [
      "a text for a truth value",
      openai({ preflight: { allowUnverifiedModels: "yes" } }),
      "preflight.allowUnverifiedModels",
      "a boolean",
    ],
  ])("%s", (_, raw, path, expected) => {
    const [fault, ...more] = faultsOf(raw);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: "INVALID_CONFIG", details: { path } });
    expect(fault?.message).toContain(
      `${path}: the value is of the wrong type; expected ${expected}`,
    );
  });
});

describe("a value that is none of the choices", () => {
  it.each<[string, Raw, string]>([
    [
      "existing",
      openai({ existing: "keep" }),
      'existing: "keep" is not a choice; expected one of "refuse", "overwrite"',
    ],
    [
      "removal",
      openai({ removal: false }),
      'removal: the value is not a choice; expected one of "remove", "retain"',
    ],
    [
      "credentialDrift",
      openai({ credentialDrift: "" }),
      'expected one of "correct", "ignore", "stop"',
    ],
    [
      "a mode of preflight",
      openai({ preflight: { mode: "of" } }),
      'preflight.mode: "of" is not a choice',
    ],
    [
      "preflight",
      openai({ preflight: "of" }),
      'preflight: the value is not a choice; expected "enforce", "warn", "off", or a block of mode',
    ],
    [
      "a truth value for preflight",
      openai({ preflight: true }),
      "preflight: the value is not a choice",
    ],
    [
      "a list for preflight",
      openai({ preflight: ["off"] }),
      "preflight: the value is not a choice",
    ],
  ])("%s", (_, raw, message) => {
    const [fault, ...more] = faultsOf(raw);
    expect(more).toEqual([]);
    expect(fault?.code).toBe("INVALID_CONFIG");
    expect(fault?.message).toContain(message);
  });

  it("is not shown where it is long", () => {
    const [fault] = faultsOf(openai({ existing: "x".repeat(41) }));
    expect(fault?.message).toContain("existing: the value is not a choice");
  });
});

describe("a text that cannot be used", () => {
  it.each<[string, Raw, string]>([
    ["a blank tenant", openai({ tenant: " " }), "INVALID_CONFIG tenant"],
    [
      "a blank organization",
      openai({ expectedOrganizationId: "" }),
      "INVALID_CONFIG expectedOrganizationId",
    ],
    [
      "a blank deployment",
      azure({}, { deploymentId: "\n" }),
      "INVALID_CONFIG azureOpenai.languageModel.deploymentId",
    ],
    ["a blank endpoint", azure({ endpointUrl: "" }), "INVALID_CONFIG azureOpenai.endpointUrl"],
    [
      "a blank host",
      openai({ preflight: { trustedHosts: [""] } }),
      "INVALID_CONFIG preflight.trustedHosts.0",
    ],
    [
      "a URL as a host",
      openai({ preflight: { trustedHosts: ["https://gateway.contoso.com"] } }),
      "INVALID_CONFIG preflight.trustedHosts.0",
    ],
    ["an empty connection", openai({ connection: "" }), "INVALID_CONFIG connection"],
    ["a connection with a space", openai({ connection: "e u" }), "INVALID_CONFIG connection"],
    ["a connection with a digit first", openai({ connection: "1eu" }), "INVALID_CONFIG connection"],
  ])("%s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual([expected]);
  });
});

describe("a required field that is missing", () => {
  it.each<[string, Raw, string[]]>([
    ["a key", { gemini: {} }, ["MISSING_FIELD gemini.apiKey"]],
    [
      "one Azure model",
      azure({ embeddingModel: undefined }),
      ["MISSING_FIELD azureOpenai.embeddingModel"],
    ],
    [
      "an Azure model that is null",
      azure({ languageModel: null }),
      ["MISSING_FIELD azureOpenai.languageModel"],
    ],
    [
      "both",
      { azureOpenai: {} },
      ["MISSING_FIELD azureOpenai.languageModel", "MISSING_FIELD azureOpenai.embeddingModel"],
    ],
    [
      "a deployment",
      azure({ languageModel: {} }),
      ["MISSING_FIELD azureOpenai.languageModel.deploymentId"],
    ],
  ])("%s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual(expected);
  });

  it("is explained for a model", () => {
    const [fault] = faultsOf(azure({ embeddingModel: undefined }));
    expect(fault?.message).toBe(
      "azureOpenai.embeddingModel: the field is missing; expected both models: Sigma needs a language model and an embedding model. Add it. [MISSING_FIELD]",
    );
  });
});
