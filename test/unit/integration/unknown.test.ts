import { describe, expect, it } from "@jest/globals";
import { changes } from "../../../provider/integration/changes.ts";
import type { Config } from "../../../provider/integration/config.ts";
import type { IntegrationState } from "../../../provider/integration/state.ts";
import { UNKNOWN } from "../../../provider/integration/unknown.ts";
import {
  azure,
  azureAt,
  configOf,
  ENDPOINT,
  faultList,
  KEY,
  openai,
  type Raw,
} from "./support/configs.ts";
import { add, planned } from "./support/context.ts";
import { createSigma } from "./support/sigma.ts";

const model = "azureOpenai.languageModel";
const same = { deploymentId: "same" };
const gateway = azure({ endpointUrl: "https://gateway.example" });

/** Where a value can be unknown, and which path is unknown then. */
const POSITIONS: [string, Raw, string[]][] = [
  ["a vendor's block", { openai: UNKNOWN }, ["openai"]],
  ["the Azure block", { azureOpenai: UNKNOWN }, ["azureOpenai"]],
  ["two vendors' blocks", { openai: UNKNOWN, gemini: UNKNOWN }, ["openai", "gemini"]],
  ["a block beside a known one", { ...openai(), gemini: UNKNOWN }, ["gemini"]],
  ["a key", openai({}, UNKNOWN), ["openai.apiKey"]],
  ["a variable's name", openai({}, { fromEnv: UNKNOWN }), ["openai.apiKey.fromEnv"]],
  ["a file's path", openai({}, { fromFile: UNKNOWN }), ["openai.apiKey.fromFile"]],
  ["a tenant", openai({ tenant: UNKNOWN }), ["tenant"]],
  ["a connection", openai({ connection: UNKNOWN }), ["connection"]],
  ["existing", openai({ existing: UNKNOWN }), ["existing"]],
  ["removal", openai({ removal: UNKNOWN }), ["removal"]],
  ["credentialDrift", openai({ credentialDrift: UNKNOWN }), ["credentialDrift"]],
  ["the guard", openai({ expectedOrganizationId: UNKNOWN }), ["expectedOrganizationId"]],
  ["preflight", openai({ preflight: UNKNOWN }), ["preflight"]],
  ["a mode", openai({ preflight: { mode: UNKNOWN } }), ["preflight.mode"]],
  ["all hosts", openai({ preflight: { trustedHosts: UNKNOWN } }), ["preflight.trustedHosts"]],
  ["a host", openai({ preflight: { trustedHosts: ["a", UNKNOWN] } }), ["preflight.trustedHosts"]],
  [
    "unverified models",
    openai({ preflight: { allowUnverifiedModels: UNKNOWN } }),
    ["preflight.allowUnverifiedModels"],
  ],
  ["a gateway, preflight", { ...gateway, preflight: UNKNOWN }, ["preflight"]],
  ["a gateway, mode", { ...gateway, preflight: { mode: UNKNOWN } }, ["preflight.mode"]],
  [
    "a gateway, hosts",
    { ...gateway, preflight: { trustedHosts: [UNKNOWN] } },
    ["preflight.trustedHosts"],
  ],
  ["a model", azure({ languageModel: UNKNOWN }), [model]],
  [
    "both models",
    azure({ languageModel: UNKNOWN, embeddingModel: UNKNOWN }),
    [model, "azureOpenai.embeddingModel"],
  ],
  ["a deployment", azure({}, { deploymentId: UNKNOWN }), [`${model}.deploymentId`]],
  [
    "both deployments",
    azure({}, { deploymentId: UNKNOWN }, { deploymentId: UNKNOWN }),
    [`${model}.deploymentId`, "azureOpenai.embeddingModel.deploymentId"],
  ],
  [
    "a deployment, and the endpoint names one",
    azure({ endpointUrl: `${ENDPOINT}/openai/deployments/embed` }, { deploymentId: UNKNOWN }),
    [`${model}.deploymentId`],
  ],
  ["the endpoint", azure({ endpointUrl: UNKNOWN }), ["azureOpenai.endpointUrl"]],
  ["a model's endpoint", azure({}, { endpointUrl: UNKNOWN }), [`${model}.endpointUrl`]],
  [
    "an endpoint of one deployment",
    azure({}, { ...same, endpointUrl: UNKNOWN }, same),
    [`${model}.endpointUrl`],
  ],
  [
    "both endpoints of one deployment",
    azureAt(UNKNOWN, UNKNOWN, same),
    [`${model}.endpointUrl`, "azureOpenai.embeddingModel.endpointUrl"],
  ],
  ["the key for both models", azure({ apiKey: UNKNOWN }), ["azureOpenai.apiKey"]],
  ["a model's key", azure({}, { apiKey: UNKNOWN }), [`${model}.apiKey`]],
];

describe("an unknown value is no fault, and is named", () => {
  it.each(POSITIONS)("%s", (_, raw, unknown) => {
    expect(faultList(raw)).toEqual([]);
    expect(configOf(raw).unknown).toEqual(unknown);
  });
});

describe("an unknown value is always a change", () => {
  it.each(POSITIONS)("%s", async (_, raw, unknown) => {
    for (const known of [openai(), azure(), gateway]) {
      const sigma = createSigma();
      const state = await add(sigma, { ...known, preflight: "off" });
      const list = await planned(raw, state);
      for (const path of unknown) {
        expect(list).toContain(`${path}: the value is not known before apply`);
      }
      expect(list.join("\n")).not.toMatch(/not-known-yet|NOT_KNOWN_YET/);
    }
  });

  it("of which a tenant replaces, and the others do not", () => {
    const raw = { ...azure({ endpointUrl: UNKNOWN }), tenant: UNKNOWN, removal: UNKNOWN };
    expect(changesOf(configOf(raw))).toEqual([
      ["azureOpenai.endpointUrl", "update"],
      ["tenant", "replace"],
      ["removal", "update"],
    ]);
  });
});

describe("what is known beside an unknown value is still judged", () => {
  it.each<[string, Raw, string]>([
    ["a key", { openai: { apiKey: "" }, tenant: UNKNOWN }, "INVALID_CREDENTIAL openai.apiKey"],
    ["an unknown field", { openai: UNKNOWN, extra: UNKNOWN }, "UNKNOWN_FIELD extra"],
    ["two known vendors", { ...openai(), ...azure(), gemini: UNKNOWN }, "VENDOR_BLOCK"],
    [
      "http, deployment unknown",
      azure({}, { endpointUrl: "http://a.openai.azure.com", deploymentId: UNKNOWN }),
      `INVALID_ENDPOINT ${model}.endpointUrl`,
    ],
    [
      "http, trust unknown",
      { ...azure({ endpointUrl: "http://gateway.example" }), preflight: UNKNOWN },
      "INVALID_ENDPOINT azureOpenai.endpointUrl",
    ],
    [
      "a look-alike, mode unknown",
      { ...azure({ endpointUrl: `${ENDPOINT}.example` }), preflight: { mode: UNKNOWN } },
      "INVALID_ENDPOINT azureOpenai.endpointUrl",
    ],
    [
      "one deployment, the endpoint for both unknown",
      azure({ endpointUrl: UNKNOWN }, same, same),
      "SAME_DEPLOYMENT azureOpenai.embeddingModel.deploymentId",
    ],
    [
      "a wrong host beside an unknown one",
      openai({ preflight: { trustedHosts: [UNKNOWN, 5] } }),
      "INVALID_CONFIG preflight.trustedHosts.1",
    ],
  ])("%s", (_, raw, expected) => {
    expect(faultList(raw)).toEqual([expected]);
  });

  it("such as a changed key beside an unknown block", async () => {
    const state = await add(createSigma(), openai());
    expect(await planned({ ...openai({}, `${KEY}-2`), gemini: UNKNOWN }, state)).toEqual([
      "gemini: the value is not known before apply",
      "openai.apiKey: the key is not the one that was last saved",
    ]);
  });

  it("and another vendor is not claimed where it is not known which", async () => {
    const state = await add(createSigma(), openai());
    expect(await planned({ gemini: UNKNOWN, anthropic: UNKNOWN }, state)).toEqual([
      "gemini: the value is not known before apply",
      "anthropic: the value is not known before apply",
    ]);
    expect(await planned({ gemini: UNKNOWN }, state)).toEqual([
      "gemini: the value is not known before apply",
      'gemini: vendor changes from "openai" to "gemini"',
    ]);
  });
});

function changesOf(config: Config): [string, string][] {
  const state: IntegrationState = {
    organizationId: "org",
    aiProvider: "azureOpenai",
    status: "configured",
    driftVisibility: "full",
    credentialFingerprint: "v1::",
    ...config.settings,
  };
  return changes(config, state, "unchecked").map(({ path, kind }) => [path, kind]);
}
