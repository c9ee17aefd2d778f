import { describe, expect, it } from "@jest/globals";
import schema from "../../../../schema/pulumi-sigma.json" with { type: "json" };
import { DEFAULTS, integrationSchema } from "../../../../provider/integration/model.ts";
import { isRecord } from "../../../../provider/integration/unknown.ts";

/** Every object in a schema, with the path that leads to it. */
function objectsIn(value: unknown, path: readonly string[] = []): [string, Fields][] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item, path));
  if (!isRecord(value)) return [];
  const inner = Object.entries(value).flatMap(([name, field]) => objectsIn(field, [...path, name]));
  return [[path.join(" "), value], ...inner];
}

type Fields = Record<string, unknown>;

/** The objects whose fields are properties. */
const HOLDERS = /(?:^|\s)(?:properties|inputProperties|variables)$/;

const objects = objectsIn(schema);
const holders = objects.filter(([path]) => HOLDERS.test(path));
const properties = holders.flatMap(([path, holder]) =>
  Object.entries(holder).map(([name, property]): [string, Fields] => [
    `${path.replace(/ \w+$/, "").split(/[ :]/).at(-1) ?? ""}.${name}`,
    isRecord(property) ? property : {},
  ]),
);
const named = (found: typeof properties): string[] => found.map(([name]) => name);
const resource = schema.resources["sigma:index:ExternalAiIntegration"];

describe("the schema of Pulumi's package", () => {
  it("refers to types that there are, and has none that nothing refers to", () => {
    const referred = objects.flatMap(([, { $ref: to }]) => (typeof to === "string" ? [to] : []));
    const types = Object.keys(schema.types).map((token) => `#/types/${token}`);
    expect([...new Set(referred)].sort()).toEqual(types.sort());
  });

  it.each(properties)("describes %s in a sentence", (_, { description }) => {
    expect(description).toMatch(/^\S.*\.$/s);
  });

  it("marks every credential as a secret, and no output is one", () => {
    const secret = named(properties.filter(([, property]) => property["secret"] === true));
    expect(secret).toEqual([
      "config.clientSecret",
      "provider.clientSecret",
      "ApiKeyVendor.apiKey",
      "AzureModel.apiKey",
      "AzureOpenai.apiKey",
    ]);
    const credentials = named(properties).filter((name) => /(?:apiKey|secret|token)$/i.test(name));
    expect(credentials).toEqual(secret);
    expect(Object.keys(resource.properties)).not.toContain("apiKey");
  });

  it("replaces for another tenant, and for nothing else", () => {
    const replacing = properties.filter(
      ([, property]) => property["willReplaceOnChanges"] === true,
    );
    expect(named(replacing)).toEqual(["ExternalAiIntegration.tenant"]);
  });

  it("requires only what there is", () => {
    for (const [path, { required, properties: fields }] of objects) {
      if (!Array.isArray(required) || !isRecord(fields)) continue;
      expect([path, Object.keys(fields)]).toEqual([path, expect.arrayContaining(required)]);
    }
    expect(schema.types["sigma:index:ApiKeyVendor"].required).toEqual(["apiKey"]);
    expect(schema.types["sigma:index:AzureModel"].required).toEqual(["deploymentId"]);
    expect(schema.types["sigma:index:AzureOpenai"].required).toEqual([
      "languageModel",
      "embeddingModel",
    ]);
  });

  it("has the inputs of the model but for the connection, with its defaults", () => {
    const { connection, ...inputs } = integrationSchema.shape;
    expect(Object.keys(resource.inputProperties)).toEqual(Object.keys(inputs));
    expect(resource.requiredInputs).toEqual([]);
    const { existing, removal, credentialDrift, preflight } = resource.inputProperties;
    expect({
      existing: existing.default,
      removal: removal.default,
      credentialDrift: credentialDrift.default,
      preflight: /Default: (\w+)\.$/.exec(preflight.description)?.[1],
    }).toEqual({
      existing: DEFAULTS.existing,
      removal: DEFAULTS.removal,
      credentialDrift: DEFAULTS.credentialDrift,
      preflight: DEFAULTS.preflight,
    });
  });

  it("has no choice among several forms, for which Go's generator leaves the other forms out", () => {
    const choices = Object.entries(schema.types).flatMap(([token, type]) =>
      "enum" in type ? [{ $ref: `#/types/${token}` }] : [],
    );
    expect(choices.length).toBeGreaterThan(0);
    for (const [path, { oneOf }] of objects) {
      if (oneOf === undefined) continue;
      for (const choice of choices)
        expect([path, oneOf]).not.toEqual([path, expect.arrayContaining([choice])]);
    }
  });
});
