import { describe, expect, it } from "@jest/globals";
import type { VendorFacts } from "../../../provider/integration/port.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { azure, ENDPOINT, openai, type Raw } from "./support/configs.ts";
import { changeList, stateOf } from "./support/state.ts";

const ada = { updatedBy: "ada", updatedAt: "10:00" };

/** What Sigma reports of Azure, with one model changed. */
function azureFacts(language: Raw = {}): VendorFacts {
  return {
    aiProvider: "azureOpenai",
    languageModel: { deploymentId: "chat", endpointUrl: ENDPOINT, ...language },
    embeddingModel: { deploymentId: "embed", endpointUrl: ENDPOINT },
  };
}
describe("a change outside", () => {
  const moved = (
    source: string,
    more: Partial<IntegrationState> = {},
  ): Partial<IntegrationState> => ({
    appliedRevision: `${source}:7`,
    remoteRevision: `${source}:8`,
    ...ada,
    ...more,
  });
  const by = "last applied api:7, by ada at 10:00";
  const deployment = { remote: azureFacts({ deploymentId: "theirs" }) };

  it.each<[string, Raw, Partial<IntegrationState>, string[]]>([
    ["the same revision", azure(), ada, []],
    [
      "a revision moved",
      azure(),
      moved("api"),
      [`update outside azureOpenai.apiKey: credential changed outside: revision api:8, ${by}`],
    ],
    [
      "a time moved",
      azure(),
      moved("updatedAt"),
      [
        "update outside azureOpenai.apiKey: credential may have changed outside: revision updatedAt:8, last applied updatedAt:7, by ada at 10:00",
      ],
    ],
    [
      "revisions of two sources",
      azure(),
      { appliedRevision: "portal:7", remoteRevision: "api:8" },
      [],
    ],
    [
      "a revision that is reported first",
      azure(),
      { appliedRevision: undefined, remoteRevision: "api:8" },
      [],
    ],
    [
      "a revision that is not reported any more",
      azure(),
      { appliedRevision: "api:7", remoteRevision: undefined },
      [],
    ],
    [
      "a deployment",
      azure(),
      deployment,
      [
        'update outside azureOpenai.languageModel.deploymentId: {languageModel.deploymentId} changed outside: Sigma reports "theirs", last applied "chat"',
      ],
    ],
    [
      "a deployment, with a revision",
      azure(),
      moved("api", deployment),
      [
        'update outside azureOpenai.languageModel.deploymentId: {languageModel.deploymentId} changed outside: Sigma reports "theirs", last applied "chat", by ada at 10:00',
        `update outside azureOpenai.apiKey: credential may have changed outside: revision api:8, ${by}`,
      ],
    ],
    [
      "a deployment, which the configuration took over",
      azure({}, { deploymentId: "theirs" }),
      moved("api", deployment),
      [
        `update outside azureOpenai.apiKey: credential may have changed outside: revision api:8, ${by}`,
      ],
    ],
    [
      "an endpoint spelled differently",
      azure(),
      { remote: azureFacts({ endpointUrl: `${ENDPOINT}/` }) },
      [],
    ],
    [
      "an endpoint spelled differently, and another desired",
      azure({}, { endpointUrl: "https://b.openai.azure.com" }),
      { remote: azureFacts({ endpointUrl: `${ENDPOINT}/` }) },
      [
        `update configuration azureOpenai.languageModel.endpointUrl: {languageModel.endpointUrl} changes from "${ENDPOINT}/" to "https://b.openai.azure.com"`,
      ],
    ],
    [
      "the vendor",
      azure(),
      moved("api", { remote: { aiProvider: "gemini" } }),
      [
        'update outside azureOpenai: vendor changed outside: Sigma reports "gemini", last applied "azureOpenai", by ada at 10:00',
      ],
    ],
    [
      "a vendor that we do not know",
      azure(),
      { remote: { aiProvider: "bedrock" } },
      [
        'update outside azureOpenai: vendor changed outside: Sigma reports "bedrock", last applied "azureOpenai"',
      ],
    ],
    ["nothing that Sigma does not report", azure(), { remote: { aiProvider: "azureOpenai" } }, []],
  ])("%s", (_, raw, overrides, expected) => {
    // As engines do: what is undefined is not there.
    const state = JSON.parse(JSON.stringify(stateOf(azure(), overrides)));
    expect(changeList(raw, state)).toEqual(expected);
  });

  it("is compared with what was last saved where Sigma reports nothing at all", () => {
    const { remote, ...state } = stateOf(azure());
    expect(changeList(azure(), state)).toEqual([]);
    expect(changeList(azure({}, { deploymentId: "new" }), state)).toHaveLength(1);
  });

  describe("of a key", () => {
    it.each([
      ["correct", 1],
      ["stop", 1],
      ["ignore", 0],
    ])("credentialDrift %s", (drift, count) => {
      const raw = openai({ credentialDrift: drift });
      expect(changeList(raw, stateOf(raw, moved("api")))).toHaveLength(count);
    });

    it("ignored is still changed where the configuration has another", () => {
      const raw = openai({ credentialDrift: "ignore" });
      expect(changeList(raw, stateOf(raw, moved("api")), "different")).toEqual([
        "update configuration openai.apiKey: the key is not the one that was last saved",
      ]);
    });

    it("ignored does not hide another vendor", () => {
      const raw = openai({ credentialDrift: "ignore" });
      expect(changeList(raw, stateOf(raw, { remote: { aiProvider: "gemini" } }))).toHaveLength(1);
    });
  });
});
