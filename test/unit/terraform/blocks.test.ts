import { describe, expect, it } from "@jest/globals";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import { attributePath, KEY_PLACES, withKeyVersions } from "../../../provider/terraform/blocks.ts";
import { resourceBlock, type Attribute } from "../../../provider/terraform/schema.ts";
import { valueAt, type ObjectValue, type Value } from "../../../provider/terraform/values/value.ts";
import { azure, openai, resource } from "./support/configs.ts";

/** Where the schema has a write-only attribute. */
function writeOnlyPlaces(
  attributes: Readonly<Record<string, Attribute>>,
  at: string[] = [],
): string[] {
  return Object.entries(attributes).flatMap(
    ([name, { write_only: writeOnly, nested_type: nested }]) => [
      ...(writeOnly === true ? [at.join(".")] : []),
      ...(nested === undefined ? [] : writeOnlyPlaces(nested.attributes, [...at, name])),
    ],
  );
}

describe("the places of keys", () => {
  it("are those where the schema has a write-only attribute", () => {
    const places = KEY_PLACES.map((place) => place.join("."));
    expect(places.sort()).toEqual(writeOnlyPlaces(resourceBlock.attributes).sort());
  });
});

describe("the version of a key", () => {
  const key = "some-key";
  const prior = (version: Value): ObjectValue =>
    resource({ openai: { api_key_wo_version: version } });

  it.each<[string, ObjectValue, ObjectValue | null, Value]>([
    ["is 1 where nobody has given one", { api_key_wo: key }, null, 1],
    ["is 1 where the prior state has none", { api_key_wo: key }, prior(null), 1],
    [
      "is 1 where the prior state is another vendor's",
      { api_key_wo: key },
      resource({ gemini: {} }),
      1,
    ],
    ["stays as recorded", { api_key_wo: key }, prior(7), 7],
    ["stays 0", { api_key_wo: key }, prior(0), 0],
    ["is the one that is given", { api_key_wo: key, api_key_wo_version: 3 }, prior(7), 3],
    ["is 0 where that is given", { api_key_wo: key, api_key_wo_version: 0 }, null, 0],
    [
      "is not known where it is given so",
      { api_key_wo: key, api_key_wo_version: UNKNOWN },
      prior(7),
      UNKNOWN,
    ],
    ["is there for a key that is not known yet", { api_key_wo: UNKNOWN }, null, 1],
    ["is none for a key that is stored", { api_key: key }, null, null],
    ["goes with the write-only key", { api_key: key }, prior(7), null],
    ["is kept where it is given without a key", { api_key_wo_version: 4 }, null, 4],
  ])("%s", (_, block, recorded, expected) => {
    const filled = withKeyVersions(resource({ openai: block }), recorded);
    expect(valueAt(filled, "openai", "api_key_wo_version")).toEqual(expected);
  });

  it("is filled in at each place of its own, and changes nothing else", () => {
    const config = azure({
      language_model: { deployment_id: "a", api_key_wo: key, api_key_wo_version: 5 },
      embedding_model: { deployment_id: "b", api_key_wo: key },
    });
    const recorded = azure({ api_key_wo_version: 2 });
    expect(withKeyVersions(config, recorded)).toEqual({
      ...config,
      azure_openai: {
        ...Object(config["azure_openai"]),
        api_key_wo_version: 2,
        embedding_model: {
          ...Object(valueAt(config, "azure_openai", "embedding_model")),
          api_key_wo_version: 1,
        },
      },
    });
  });

  it.each<[string, Value]>([
    ["null", null],
    ["not known yet", UNKNOWN],
  ])("is not made up where a block is %s", (_, block) => {
    const config = resource({ openai: block, azure_openai: { language_model: block } });
    expect(withKeyVersions(config, null)).toEqual(config);
  });
});

describe("the attribute of a path", () => {
  it.each<[string, ObjectValue | null, string]>([
    ["openai.apiKey", openai(), "openai.api_key_wo"],
    ["openai.apiKey", resource({ openai: { api_key: "k" } }), "openai.api_key"],
    ["openai.apiKey", resource({ openai: { api_key: "k", api_key_wo: "k" } }), "openai.api_key"],
    ["openai.apiKey", resource({ openai: {} }), "openai.api_key_wo"],
    ["openai.apiKey", resource({ openai: { api_key: UNKNOWN } }), "openai.api_key"],
    ["openai.apiKey", null, "openai.api_key_wo"],
    ["openai.apiKeyVersion", openai(), "openai.api_key_wo_version"],
    ["azureOpenai.apiKey", azure({ api_key_wo: null, api_key: "k" }), "azure_openai.api_key"],
    ["azureOpenai.languageModel.apiKey", azure(), "azure_openai.language_model.api_key_wo"],
    [
      "azureOpenai.embeddingModel.apiKey",
      azure({ embedding_model: { deployment_id: "e", api_key: "k" } }),
      "azure_openai.embedding_model.api_key",
    ],
    ["azureOpenai.languageModel.endpointUrl", azure(), "azure_openai.language_model.endpoint_url"],
    ["expectedOrganizationId", null, "expected_organization_id"],
    ["preflight.trustedHosts.0", null, "preflight.trusted_hosts.0"],
    ["timeouts.create", null, "timeouts.create"],
  ])("%s of %j is an attribute of Terraform's", (path, config, expected) => {
    expect(attributePath(path, config).join(".")).toBe(expected);
  });
});
